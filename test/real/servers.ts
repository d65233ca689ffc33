import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';

/** Debian's folder for libraries of this machine's kind. */
const libraries = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

const programs = {
  'dbus-run-session': '/usr/bin/dbus-run-session',
  dovecot: '/usr/sbin/dovecot',
  fetchmail: '/usr/bin/fetchmail',
  getmail: '/usr/bin/getmail',
  'git-send-email': '/usr/lib/git-core/git-send-email',
  'gnome-keyring-daemon': '/usr/bin/gnome-keyring-daemon',
  keymgr: '/usr/sbin/keymgr',
  knotd: '/usr/sbin/knotd',
  kzonecheck: '/usr/bin/kzonecheck',
  kzonesign: '/usr/bin/kzonesign',
  'libnss-wrapper': `${libraries}/libnss_wrapper.so`,
  mbsync: '/usr/bin/mbsync',
  msmtp: '/usr/bin/msmtp',
  neomutt: '/usr/bin/neomutt',
  offlineimap: '/usr/bin/offlineimap',
  postfix: '/usr/sbin/postfix',
  python3: '/usr/bin/python3',
  rbldnsd: '/usr/sbin/rbldnsd',
  swaks: '/usr/bin/swaks',
  'secret-tool': '/usr/bin/secret-tool',
  unbound: '/usr/sbin/unbound',
} as const;
export type Program = keyof typeof programs;

export const pathOf = (program: Program): string => programs[program];
const isRoot = process.getuid?.() === 0;

/**
 * A suite against real servers. Where one is not installed (or root is needed and missing) it is skipped with a line,
 * unless MAILCHECK_REAL_SERVERS=required: then that is a failure.
 */
export function describeReal(name: string, needs: readonly Program[], suite: () => void): void {
  const missing: string[] = needs.filter((program) => !existsSync(programs[program]));
  if (needs.includes('postfix') && !isRoot) missing.push('root (for Postfix)');
  if (missing.length === 0 || process.env.MAILCHECK_REAL_SERVERS === 'required') return void describe(name, suite);
  process.stderr.write(`skipped, for want of ${missing.join(', ')}: ${name}\n`);
  describe.skip(name, suite);
}

/** A folder of the server's own, below the system's folder for temporary files; world-readable for dropped privileges. */
export function ownFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `mailcheck-${name}-`));
  execFileSync('chmod', ['755', path]);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Where the servers listen. Clients come from 127.0.0.1: a server that sees its own address as the client's takes the
 * connection for a local one and lifts its rules on plain text (Dovecot).
 */
export const loopback = '127.0.0.2';

/** Below what the system gives to outgoing connections; each worker of the tests has its own thousand. */
const firstPort = 10_000 + 1_000 * (Number(process.env.VITEST_POOL_ID ?? 0) % 20);
let offset = Math.floor(Math.random() * 1_000);

/** A port number that is free there now, and that no other worker takes before it is used. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 1_000; tries++) {
    offset = (offset + 1) % 1_000;
    if (await isFree(firstPort + offset)) return firstPort + offset;
  }
  throw new Error(`no port is free from ${firstPort} on`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, loopback, () => server.close(() => resolve(true)));
  });

/** Resolves once something accepts connections; rejects with the log when it does not within 20 s. */
export async function listening(port: number, log: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: loopback, port });
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => socket.destroy());
    }).catch(() => false);
    if (open) return;
    if (Date.now() > deadline)
      throw new Error(`nothing listens on ${port}: ${existsSync(log) ? readFileSync(log, 'utf8') : ''}`);
    await new Promise((next) => setTimeout(next, 10));
  }
}

/** Starts a foreground process; `stop` ends it with all that it has started: nothing that it keeps is used again. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): { stop(): Promise<void> } {
  const child = spawn(command, args, { stdio: 'ignore', detached: true, ...options });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    async stop() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGKILL');
      }
      await ended;
    },
  };
}
