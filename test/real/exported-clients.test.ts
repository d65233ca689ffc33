import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientId } from '../../src/model/client-ids.ts';
import { type ClientWorld, messagesIn, messageWith, type Ran, startClientWorld } from './mail-clients.ts';
import { type PlainServer, startPlainServer } from './plain-server.ts';
import { startPostfix } from './postfix.ts';
import { describeReal, pathOf } from './servers.ts';
import { address, hostName } from './world.ts';

const modes = ['tls', 'starttls'] as const;
const message = (subject: string) =>
  `From: ${address}\r\nTo: ${address}\r\nSubject: ${subject}\r\nMessage-ID: <${crypto.randomUUID()}@lab.test>\r\n\r\nHello\r\n`;
const certificateTrouble = /certificate|CERTIFICATE|not trusted|verif/;

/** Each program runs with the file as it is exported; the authority comes by its environment, or by a line of its own. */
describeReal(
  'programs that run with what is exported for them, at a real Dovecot and Postfix',
  [
    ...(['dovecot', 'postfix', 'libnss-wrapper', 'msmtp', 'mbsync', 'fetchmail', 'getmail', 'neomutt'] as const),
    ...(['git-send-email', 'offlineimap', 'swaks'] as const),
  ],
  () => {
    let world: ClientWorld;
    let fetched: string;
    beforeAll(async () => {
      world = await startClientWorld();
      fetched = `fetched ${crypto.randomUUID()}`;
      await msmtp('tls', message(fetched));
      await world.arrived(fetched);
    });
    afterAll(() => world?.stop());

    /** msmtp knows the system's authorities and those of one line, which stands before the exported text. */
    const msmtp = (security: 'tls' | 'starttls', input: string, authority = world.authority): Promise<Ran> => {
      const line = `defaults\ntls_trust_file ${authority}\n`;
      const file = world.keep('msmtprc', line + world.exported('msmtp', security));
      return world.run(pathOf('msmtp'), ['-C', file, address], { input });
    };

    /** NeoMutt takes the authority from a command of the command line. */
    const mutt = (security: 'tls' | 'starttls', authority: string): string[] => [
      ...['-n', '-F', world.keep('muttrc', world.exported('neomutt', security))],
      ...['-e', `set ssl_ca_certificates_file='${authority}'`],
    ];

    describe('fetch', () => {
      test.each(modes)('mbsync, by %s', async (security) => {
        const file = world.keep('mbsyncrc', world.exported('mbsync', security));
        const folder = world.folder('Mail/lab');
        const untrusted = await world.run(pathOf('mbsync'), ['-c', file, '-a'], {
          env: { SSL_CERT_FILE: world.stranger },
        });
        expect(untrusted.code).not.toBe(0);
        expect(untrusted.output).toMatch(certificateTrouble);
        const { code, output } = await world.run(pathOf('mbsync'), ['-c', file, '-a']);
        expect(code, output).toBe(0);
        expect(messagesIn(folder).join()).toContain(fetched);
      });

      test.each([
        ['imap', 'tls'],
        ['imap', 'starttls'],
        ['pop3', 'tls'],
        ['pop3', 'starttls'],
      ] as const)('fetchmail, over %s by %s', async (protocol, security) => {
        const file = world.keep('fetchmailrc', world.exported('fetchmail', security, protocol));
        const into = join(world.home, `fetched-${protocol}-${security}`);
        const args = ['-f', file, '--nosyslog', '--fetchall', '--mda', `cat >> ${into}`];
        world.keep('.netrc', `machine ${hostName} login ${address} password ${world.password}\n`);
        const env = { SSL_CERT_FILE: world.stranger, SSL_CERT_DIR: '/nonexistent' };
        expect((await world.run(pathOf('fetchmail'), args, { env })).output).toMatch(certificateTrouble);
        const { code, output } = await world.run(pathOf('fetchmail'), args);
        expect(code, output).toBe(0);
        expect(readFileSync(into, 'utf8')).toContain(fetched);
        // It is still on the server.
        await world.arrived(fetched);
      });

      test.each(['imap', 'pop3'] as const)('getmail, over %s', async (protocol) => {
        const folder = world.folder('Mail/lab');
        for (const name of ['cur', 'new', 'tmp']) world.folder(`Mail/lab/${name}`);
        const get = (authority: string, signal?: AbortSignal) => {
          const text = withLine(world.exported('getmail', 'tls', protocol), 'ca_certs', authority);
          const args = [`--getmaildir=${world.home}`, `--rcfile=${world.keep('getmailrc', text)}`];
          return world.run(pathOf('getmail'), args, signal === undefined ? {} : { signal });
        };
        expect((await get(world.stranger)).output).toMatch(certificateTrouble);
        // Where its own child is faster than it, getmail waits another minute for it: it is not waited for.
        const enough = new AbortController();
        const ran = get(world.authority, enough.signal);
        await messageWith(folder, fetched);
        enough.abort();
        expect((await ran).output).not.toMatch(certificateTrouble);
      });

      test.each(modes)('neomutt, at a terminal, by %s', async (security) => {
        const into = join(world.folder('mutt'), 'mbox');
        const keys = `<limit>${fetched}<enter><copy-message>${into}<enter><quit>`;
        const line = [
          ...[pathOf('neomutt'), ...mutt(security, world.authority)],
          ...['-e', 'set confirmcreate=no confirmappend=no quit=yes'],
          ...['-e', `push '${keys}'`, '-f', '+INBOX'],
        ];
        const words = line.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
        const env = { TERM: 'xterm' };
        const { output } = await world.run('script', ['-qec', `stty cols 100 rows 30; exec ${words}`, '/dev/null'], {
          env,
        });
        expect(messageIn(into), output).toContain(fetched);
      });

      test('offlineimap', async () => {
        const folder = world.folder('Mail/lab');
        const fetch = (authority: string) => {
          const text = withLine(world.exported('offlineimap', 'tls'), 'sslcacertfile', authority);
          return world.run(pathOf('offlineimap'), ['-c', world.keep('offlineimaprc', text), '-o', '-u', 'basic']);
        };
        expect((await fetch(world.stranger)).output).toMatch(certificateTrouble);
        const { code, output } = await fetch(world.authority);
        expect(code, output).toBe(0);
        expect(messagesIn(folder).join()).toContain(fetched);
      });
    });

    describe('send', () => {
      test.each(modes)('msmtp, by %s', async (security) => {
        const subject = `msmtp ${crypto.randomUUID()}`;
        expect(await msmtp(security, message(subject))).toEqual({ code: 0, output: '' });
        expect(await world.arrived(subject)).toContain(`for <${address}>`);
      });

      test('msmtp verifies the certificate', async () => {
        const { code, output } = await msmtp('tls', message('never'), world.stranger);
        expect(code).not.toBe(0);
        expect(output).toMatch(certificateTrouble);
      });

      test.each(modes)('git send-email, by %s', async (security) => {
        const env = {
          GIT_CONFIG_GLOBAL: world.keep('gitconfig', world.exported('git', security)),
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_TERMINAL_PROMPT: '0',
          ...{
            GIT_COMMITTER_NAME: 'Ann',
            GIT_COMMITTER_EMAIL: address,
            GIT_AUTHOR_NAME: 'Ann',
            GIT_AUTHOR_EMAIL: address,
          },
        };
        const subject = `git ${crypto.randomUUID()}`;
        const patch = world.keep(
          'one.patch',
          `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nFrom: Ann <${address}>\nDate: Thu, 26 Nov 2026 10:00:00 +0000\nSubject: ${subject}\n\nHello\n`,
        );
        const send = (more = {}) =>
          world.run('git', ['send-email', '--confirm=never', `--to=${address}`, patch], { env: { ...env, ...more } });
        const untrusted = await send({ SSL_CERT_FILE: world.stranger });
        expect(untrusted.code).not.toBe(0);
        expect(untrusted.output).toMatch(certificateTrouble);
        const { code, output } = await send();
        expect(code, output).toBe(0);
        expect(await world.arrived(subject)).toContain('Hello');
      });

      test.each(modes)('nodemailer, by %s', async (security) => {
        const subject = `nodemailer ${crypto.randomUUID()}`;
        const sends = `await transport.sendMail({ to: '${address}', subject: '${subject}', text: 'Hello' });\n`;
        // Where it finds the package.
        const cache = resolve(import.meta.dirname, '../../node_modules/.cache');
        mkdirSync(cache, { recursive: true });
        const file = join(cache, `exported-${process.pid}-${security}.mjs`);
        writeFileSync(file, `${world.exported('nodemailer', security)}\n${sends}`);
        const run = (env = {}) =>
          world.run(process.execPath, [file], { asTester: true, env: { SMTP_PASSWORD: world.password, ...env } });
        try {
          expect((await run()).output).toMatch(certificateTrouble);
          const { code, output } = await run({ NODE_EXTRA_CA_CERTS: world.authority });
          expect(code, output).toBe(0);
        } finally {
          rmSync(file);
        }
        expect(await world.arrived(subject)).toContain('Hello');
      });

      test.each(modes)('neomutt, by %s', async (security) => {
        const subject = `neomutt ${crypto.randomUUID()}`;
        const send = (authority: string) =>
          world.run(pathOf('neomutt'), [...mutt(security, authority), '-s', subject, '--', address], {
            input: 'Hello\n',
          });
        const { code, output } = await send(world.authority);
        expect(code, output).toBe(0);
        expect(await world.arrived(subject)).toContain('Hello');
        expect((await send(world.stranger)).code).not.toBe(0);
      });

      test.each(modes)('Postfix as a relay, by %s', async (security) => {
        const exported = world.exported('postfix', security);
        const [, line = ''] = /^# {3}(.*PASSWORD)$/m.exec(exported) ?? [];
        const passwords = world.keep('sasl_passwd', `${line.replace('PASSWORD', world.password)}\n`);
        const trusting = withLine(exported, 'smtp_tls_CAfile', world.authority);
        const relay = await startPostfix({
          certificate: world.certificate,
          hostname: 'relay.test',
          domain: 'relay.test',
          recipients: [],
          services: { 25: '  -o mynetworks=127.0.0.1\n  -o smtpd_recipient_restrictions=permit_mynetworks,reject\n' },
          // A name twice in main.cf is warned of, and so many warnings at the start stop Postfix's own log.
          extra: `import_environment = MAIL_CONFIG ${environment(world)}
smtp_host_lookup = native
smtp_tls_loglevel = 1
${withLine(trusting, 'smtp_sasl_password_maps', `texthash:${passwords}`)}`,
        });
        try {
          const subject = `postfix ${crypto.randomUUID()}`;
          const to = ['--to', address, '--from', address, '--server', `127.0.0.2:${relay.ports.get(25)}`];
          const { code, output } = await world.run(pathOf('swaks'), [...to, '--header', `Subject: ${subject}`]);
          expect(code, output).toBe(0);
          expect(await world.arrived(subject)).toContain('relay.test');
          expect(readFileSync(join(relay.folder, 'log'), 'utf8')).toMatch(
            new RegExp(`Verified TLS connection established to ${hostName}`),
          );
        } finally {
          await relay.stop();
        }
      });
    });

    describe('a server without STARTTLS is sent no password by', () => {
      /** Runs the program against a server that takes passwords in plain text, and tells what it heard. */
      async function heardFrom(
        id: ClientId,
        type: PlainServer['type'],
        run: (text: string) => Promise<Ran>,
      ): Promise<readonly string[]> {
        const server = await startPlainServer(type);
        try {
          const at = { port: server.port, security: 'starttls' } as const;
          const other = type === 'smtp' ? { type: 'imap' as const, ...at } : { type: 'smtp' as const, ...at };
          const { code, output } = await run(world.unproved(id, [{ type, ...at }, other]));
          expect(code, output).not.toBe(0);
          expect(output).not.toContain(world.password);
          expect(server.connections).toBeGreaterThan(0);
          return server.heard;
        } finally {
          await server.stop();
        }
      }
      const isLogin = (line: string): boolean => /^(?:\S+ )?(?:AUTH(?:ENTICATE)?|LOGIN|USER|PASS|APOP) /i.test(line);

      test.each([
        [
          'msmtp',
          'smtp',
          (text: string) =>
            world.run(pathOf('msmtp'), ['-C', world.keep('x', text), address], { input: message('never') }),
        ],
        ['mbsync', 'imap', (text: string) => world.run(pathOf('mbsync'), ['-c', world.keep('x', text), '-a'])],
        ['fetchmail', 'imap', (text: string) => fetchPlainly(text)],
        ['fetchmail', 'pop3', (text: string) => fetchPlainly(text)],
        [
          'neomutt',
          'smtp',
          (text: string) =>
            world.run(pathOf('neomutt'), ['-n', '-F', world.keep('x', text), '-s', 'x', '--', address], { input: 'x' }),
        ],
      ] as const)('%s, over %s', async (id, type, run) => {
        const heard = await heardFrom(id, type, run);
        expect(heard.filter(isLogin)).toEqual([]);
      });

      const fetchPlainly = (text: string): Promise<Ran> => {
        world.keep('.netrc', `machine ${hostName} login ${address} password ${world.password}\n`);
        return world.run(pathOf('fetchmail'), ['-f', world.keep('x', text), '--nosyslog', '--mda', 'cat']);
      };
    });

    test.each(['getmail', 'offlineimap'] satisfies ClientId[])(
      '%s: a line is exchanged, and all else is as exported',
      (id) => {
        const exported = world.exported(id, 'tls');
        const name = id === 'getmail' ? 'ca_certs' : 'sslcacertfile';
        const changed = withLine(exported, name, '/x').split('\n');
        expect(exported.split('\n').filter((line, index) => line !== changed[index])).toHaveLength(1);
      },
    );
  },
);

/** As Postfix's import_environment wants it. */
const environment = ({ names }: ClientWorld): string =>
  Object.entries(names)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

const messageIn = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The text with another value in the one line of a name. */
const withLine = (text: string, name: string, value: string): string =>
  text.replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = ${value}`);
