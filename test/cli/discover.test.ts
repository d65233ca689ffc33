import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientConfig, server } from '../protocols/autoconfig/xml.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const good = clientConfig(
  `<domain>example.org</domain><displayName>Example</displayName>${server({ port: '143', socketType: 'plain' })}${server()}${server({ side: 'outgoingServer', port: '465' })}${server({ type: 'jmap' })}`,
);

describe('mailcheck discover --from', { timeout: 60_000 }, () => {
  test('shows what a person types into a client, and what was left out', async () => {
    const path = file('good.xml', good);
    const { code, stdout, stderr } = await call(['discover', '--from', path, '--address', 'ann@example.org']);
    expect([code, stderr]).toEqual([0, '']);
    const [head, incoming, outgoing, mind, left] = stdout.split('\n\n');
    expect(head).toContain('good.xml');
    expect(incoming?.split('\n').map((line) => line.trim().replace(/ +/g, ' '))).toEqual([
      'Incoming mail (IMAP)',
      'Server mail.example.org',
      'Port 993',
      'Security SSL/TLS',
      'User name ann@example.org',
      'Log in by normal password',
      'Or IMAP mail.example.org:143, no TLS',
    ]);
    expect(outgoing).toContain('465');
    expect(mind?.replace(/\s+/g, ' ')).toContain('everybody on the way can read password and mail');
    expect(left).toContain('type="jmap": skipped');
  });

  test('gives programs the same as JSON', async () => {
    const path = file('good.xml', good);
    const { code, stdout } = await built.call(['discover', 'ann@example.org', '--from', path, '--format', 'json']);
    const json = JSON.parse(stdout);
    expect([code, json.source, json.address]).toEqual([0, path, 'ann@example.org']);
    expect(json.incoming.map((one: object) => Object.values(one).slice(0, 4))).toEqual([
      ['imap', 'mail.example.org', 993, 'tls'],
      ['imap', 'mail.example.org', 143, 'none'],
    ]);
    expect(json.outgoing[0]).toMatchObject({ auth: ['password-cleartext'], username: 'ann@example.org' });
    expect(json.dropped).toEqual([
      { what: 'incomingServer type="jmap"', reason: 'skipped: it is no IMAP, POP3 or SMTP server' },
    ]);
  });

  test('reads standard input, and puts a domain in where there is no address', async () => {
    const text = clientConfig(server({ hostname: 'mail.%EMAILDOMAIN%' }));
    const { code, stdout } = await call(['discover', 'example.org', '--from', '-', '--format', 'json'], {
      input: text,
    });
    const { source, domain, incoming } = JSON.parse(stdout);
    expect([code, source, domain]).toEqual([0, '-', 'example.org']);
    expect(incoming).toMatchObject([{ host: 'mail.example.org', usernameTemplate: '%EMAILADDRESS%' }]);
    expect(incoming[0]).not.toHaveProperty('username');
  });

  test('takes the address where the file says no user name, and says so', async () => {
    const path = file('nameless.xml', clientConfig(server({ username: '' })));
    const args = ['discover', 'ann@example.org', '--from', path];
    const { incoming } = JSON.parse((await call([...args, '--format', 'json'])).stdout);
    expect(incoming).toMatchObject([{ username: 'ann@example.org', usernameAssumed: true }]);
    expect((await call(args)).stdout).toContain('nobody says which');
  });

  test.each([
    ['nobody', [], 'Give an address or a domain: mailcheck discover ann@example.org'],
    ['a server', ['mail.example.org:993'], '"mail.example.org:993" is not a domain.'],
    ['a file and the lab', ['--from', 'x', '--lab', 'healthy'], '--from'],
    ['a redirect to no host', ['example.org', '--allow-redirect', 'a b'], '--allow-redirect'],
    ['a file that is not there', ['--from', '/nowhere/x.xml'], 'there is no such file.'],
    ['a folder', ['--from', folder], 'this is a folder.'],
    ['a URL', ['--from', 'https://example.org/x.xml'], 'this is a URL, and --from reads files.'],
    ['an address that is none', ['--from', 'x', '--address', 'ann'], '"ann": there is no domain after the @.'],
    ['two addresses', ['a@example.org', '--from', 'x', '--address', 'b@example.org'], 'another address'],
  ])('refuses %s', async (_, args, why) => {
    mkdirSync(folder, { recursive: true });
    const { code, stdout, stderr } = await call(['discover', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });

  test.each([
    ['a web page', '<!DOCTYPE html><html></html>', 'it is a web page (HTML), not a configuration.'],
    ['a cut file', good.slice(0, 400), 'it is not well-formed XML'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${good.slice(good.indexOf('<client'))}`, 'document type'],
    ['no usable server', clientConfig(server({ port: '993abc' })), 'none of its servers can be used.'],
    ['the reasons', clientConfig(server({ port: '993abc' })), '"993abc" is no port number'],
    ['settings of a client', '[retriever]\ntype = SimpleIMAPSSLRetriever\n', 'settings for getmail'],
    ['a profile', '<!DOCTYPE plist><plist>com.apple.mail.managed</plist>', 'Have them judged: mailcheck lint'],
    ['a property list', '<!DOCTYPE plist><plist/>', 'property list'],
    ['a script', '<?php header("x"); ?><?xml version="1.0"?><clientConfig/>', 'it is a script (PHP)'],
    ['commands to a terminal', clientConfig(server({ hostname: 'a\u009b2J' })), '\\x9b2J'],
  ])('says why a file cannot be used: %s', async (_, text, why) => {
    const { code, stdout, stderr } = await call(['discover', '--from', file('bad.xml', text)]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });
});

describe('mailcheck discover', { timeout: 60_000 }, () => {
  test('shows what to type into a client, who says so, and that it answers', async () => {
    const { code, stdout, stderr } = await built.call(['discover', '--lab', 'healthy']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Mail for ann@lab.test: healthy. Nothing is wrong with what was tested.');
    const [, incoming, outgoing, sources] = stdout.split('\n\n');
    expect(incoming?.split('\n').map((line) => line.trim().replace(/ +/g, ' '))).toEqual([
      'Incoming mail (IMAP)',
      'Server mail.lab.test',
      'Port 993',
      'Security SSL/TLS',
      'User name ann@lab.test',
      'Log in by normal password',
      'Tried answers, TLSv1.3 and the certificate fit',
      'Says PACC, autoconfig, SRV records',
      'Or POP3 mail.lab.test:995, SSL/TLS',
      'IMAP mail.lab.test:143, STARTTLS',
      'POP3 mail.lab.test:110, STARTTLS',
    ]);
    expect(outgoing).toContain('465');
    expect(sources).toContain('proved by the digest in the DNS');
    expect(sources).toMatch(/nothing +the Thunderbird database: nothing there \(404\)/);
    for (const line of stdout.split('\n'))
      if (!line.includes('https://')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('gives programs the same as JSON, and ends with 1 when something is wrong', async () => {
    const { code, stdout } = await call(['discover', '--lab', 'connection-refused', '--format', 'json']);
    const { settings, causes } = JSON.parse(stdout);
    expect([code, causes[0].id]).toEqual([1, 'connection-refused']);
    expect(settings.incoming[0]).toMatchObject({ host: 'mail.lab.test', proof: { state: 'works' } });
    expect(settings.incoming.at(-1)).toMatchObject({ port: 143, proof: { state: 'fails' } });
  });

  test('judges saved evidence again', async () => {
    const path = join(folder, 'evidence.json');
    await call(['discover', '--lab', 'healthy', '--save', path]);
    const { code, stdout } = await call(['discover', '--replay', path, '--format', 'json']);
    expect([code, JSON.parse(stdout).settings.incoming.length]).toEqual([0, 4]);
  });
});
