import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gather } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { ClientId } from '../../src/model/client-ids.ts';
import type { ServerProof, ServerSettings } from '../../src/model/settings.ts';
import type { NamedServer } from '../../src/model/target.ts';
import { proveServers } from '../../src/prove.ts';
import { clients } from '../../src/settings/clients/catalogue.ts';
import { writeSettings } from '../../src/settings/clients/write-settings.ts';
import { isProblem } from '../../src/settings/problem.ts';
import { systemNetwork } from '../../src/transport/network.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { type Postfix, startPostfix } from './postfix.ts';
import { loopback, ownFolder, pathOf } from './servers.ts';
import { address, hostName, newPassword } from './world.ts';

/** Debian's user without rights. */
const nobody = 65534;

export interface Ran {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the program. */
  readonly signal?: AbortSignal;
  /** As the user that runs the tests, who may read the project's folder. */
  readonly asTester?: true;
}

/** Real servers, what was proved of them, and a home for the programs that are set up with it. */
export interface ClientWorld {
  readonly dovecot: Dovecot;
  readonly postfix: Postfix;
  readonly certificate: { readonly cert: string; readonly key: string };
  /** PEM file of the authority that the servers' certificate is from. */
  readonly authority: string;
  /** Of an authority that nobody here has a certificate from. */
  readonly stranger: string;
  readonly home: string;
  readonly password: string;
  /** The exported file, as it would be written; `security` narrows. */
  exported(id: ClientId, security?: 'tls' | 'starttls', only?: 'imap' | 'pop3'): string;
  /** The same for servers that nobody connected to. */
  unproved(id: ClientId, servers: readonly Omit<ServerSettings, 'auth' | 'host'>[]): string;
  /** Writes into the home, mode 600. */
  keep(name: string, text: string): string;
  /** Makes an empty folder in the home. */
  folder(name: string): string;
  /** Runs a program that finds mail.lab.test at the servers and trusts only the test's authority. */
  run(program: string, args: readonly string[], more?: RunOptions): Promise<Ran>;
  /** What makes a program find the servers. */
  readonly names: Readonly<Record<string, string>>;
  /** The message with these words, once it is in the mailbox. */
  arrived(words: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startClientWorld(): Promise<ClientWorld> {
  const folder = ownFolder('clients');
  const home = folder.path;
  const authority = createAuthority('Test authority');
  const certificate = authority.issue({ names: [hostName] });
  const password = newPassword();
  const dovecot = await startDovecot({ certificate, user: address, password });
  const postfix = await startPostfix({
    certificate,
    hostname: hostName,
    domain: 'lab.test',
    authSocket: dovecot.authSocket,
    lmtpSocket: dovecot.lmtpSocket,
    recipients: [address],
  });
  // Some programs refuse to work for root.
  const who = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const keep = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text, { mode: 0o600 });
    if (who.uid !== undefined) chownSync(path, nobody, nobody);
    return path;
  };
  if (who.uid !== undefined) chownSync(home, nobody, nobody);
  const ca = keep('ca.pem', authority.pem);
  const secret = keep('secret', `${password}\n`);
  const names = {
    LD_PRELOAD: pathOf('libnss-wrapper'),
    NSS_WRAPPER_HOSTS: keep('hosts', `${loopback} ${hostName}\n`),
  };
  const proofs = await proveAll([...dovecot.ports, ...postfix.ports], authority.pem);
  return {
    ...{ dovecot, postfix, certificate, authority: ca, stranger: keep('stranger.pem', createAuthority('Another').pem) },
    ...{ home, password, keep, names },
    exported(id, security, only) {
      const settings = proofs.filter(
        (one) => (security === undefined || one.security === security) && one.type !== skippedFor(only),
      );
      const text = textOf(id, settings, proofs, secret);
      if (text.includes('Not proved')) throw new Error(`${id} was not proved`);
      if (text.includes(password)) throw new Error(`the password is in the file for ${id}`);
      return text;
    },
    unproved: (id, servers) =>
      textOf(
        id,
        servers.map((one) => ({ ...one, host: hostName, auth: [] })),
        [],
        secret,
      ),
    run: (program, args, { input = '', env = {}, asTester, signal } = {}) =>
      new Promise((done) => {
        const child = execFile(
          program,
          args,
          {
            ...{ cwd: home, timeout: 20_000 },
            ...(asTester ? {} : who),
            ...(signal === undefined ? {} : { signal }),
            env: { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', SSL_CERT_FILE: ca, ...names, ...env },
          },
          (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
            done({ code, output: `${stdout}${stderr}` });
          },
        );
        // A program that does not read its input may be gone before it is written.
        child.stdin?.on('error', () => {});
        child.stdin?.end(input);
      }),
    folder(name) {
      const path = join(home, name);
      rmSync(path, { recursive: true, force: true });
      mkdirSync(path, { recursive: true });
      for (let at = path; who.uid !== undefined && at !== home; at = dirname(at)) chownSync(at, nobody, nobody);
      return path;
    },
    arrived: (words) => messageWith(join(dovecot.folder, 'mail', address), words),
    async stop() {
      await Promise.all([dovecot.stop(), postfix.stop()]);
      folder.remove();
    },
  };
}

function textOf(
  id: ClientId,
  servers: readonly ServerSettings[],
  proofs: readonly ServerProof[],
  secret: string,
): string {
  const settings = servers.map((one) => ({ ...one, username: address }));
  const written = writeSettings(clients[id], {
    ...{ address, proofs, date: '2026-11-26' },
    settings: {
      incoming: settings.filter(({ type }) => type !== 'smtp'),
      outgoing: settings.filter(({ type }) => type === 'smtp'),
    },
    secret: { kind: 'password', from: 'command', command: `cat ${secret}` },
  });
  if (isProblem(written)) throw new Error(written.problem);
  return written.file.text;
}

const skippedFor = (only: 'imap' | 'pop3' | undefined) =>
  only === undefined ? undefined : only === 'imap' ? 'pop3' : 'imap';

const protocols = { 25: 'smtp', 110: 'pop3', 143: 'imap', 465: 'smtp', 587: 'smtp', 993: 'imap', 995: 'pop3' } as const;
const securities = { 110: 'starttls', 143: 'starttls', 465: 'tls', 587: 'starttls', 993: 'tls', 995: 'tls' } as const;

/** Connects to every server as `mailcheck export` does. */
async function proveAll(ports: readonly (readonly [number, number])[], pem: string): Promise<ServerProof[]> {
  const servers = ports.flatMap(([standard, port]): NamedServer[] => {
    const protocol = protocols[standard as keyof typeof protocols];
    const security = securities[standard as keyof typeof securities];
    return security === undefined ? [] : [{ protocol, host: hostName, port, security }];
  });
  const network = systemNetwork({
    resolvers: ['127.0.0.1:1'],
    pinned: new Map([[hostName, [loopback]]]),
    ca: { pem: [pem], only: true, source: 'the test authority' },
  });
  const target = { servers, protocols: ['imap', 'pop3', 'smtp'], ceiling: 'connect', survey: false } as const;
  return proveServers(await gather({ network, target, blocklists: false, controls: [] }));
}

/** The message with these words, once it is below the folder. @throws after 10 s */
export async function messageWith(maildir: string, words: string): Promise<string> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = messagesIn(maildir).find((text) => text.includes(words));
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`no message with "${words}" in ${maildir}`);
    await new Promise((next) => setTimeout(next, 10));
  }
}

/** The texts of all messages below a folder. */
export function messagesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?:^|\/)(?:new|cur)$/.test(entry.parentPath))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  } catch (error) {
    // Not there yet, or moved from new to cur in between.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
