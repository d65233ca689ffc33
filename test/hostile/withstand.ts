import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { expect } from 'vitest';
import type { Fact, Outcome } from '../../src/model/evidence.ts';
import type { Failure } from '../../src/model/failure.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import type { Network } from '../../src/model/network.ts';
import type { Probe, ProbeRun } from '../../src/model/probe.ts';
import { type Credentials, Secret } from '../../src/model/secret.ts';
import type { Dialer } from '../../src/model/session.ts';
import { endpoint, type Protocol, type Security, service } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { createLoginTurns } from '../../src/probes/conversation/login-turns.ts';
import type { Talk } from '../../src/probes/conversation/talk.ts';
import { login } from '../../src/probes/facts/mail.ts';
import { createDialer } from '../../src/transport/dial.ts';
import { createRedactor } from '../../src/transport/redactor.ts';
import { fakeResolver } from '../probes/fake-resolver.ts';
import { type Ran, runProbe } from '../probes/fake-run.ts';
import { io as fakeIo, target } from '../probes/world.ts';
import { authority, hostName, type Script, type ScriptedServer, scriptedServer } from './scripted-server.ts';

export const user = 'ann@lab.test';
export const password = 'kAn4ry+"p&ss/w0rd=';
const ip = '192.0.2.10';
/**
 * Far below the deadline for replies, far above what busy cores may add. That no deadline ended a stage is told by its
 * failure; this is for what lies behind it.
 */
const promptlyMs = 15_000;

/** What a hostile server does, and what must come of it. */
export interface Attack {
  readonly name: string;
  readonly security: Security;
  readonly script: Script;
  /** The fact whose stage ends, and how: a failure, the reason to skip it, or `observed`. */
  readonly ends: readonly [Fact<unknown, 'endpoint'>, Partial<Failure> | string];
  /** `untouched` (default): no login is begun. `begun`: no proof is given out. `sent`: given out once. */
  readonly secret?: 'untouched' | 'begun' | 'sent';
  /** The login itself succeeds; what comes after it is hostile. */
  readonly loggedIn?: true;
  readonly limits?: Partial<Limits>;
  readonly target?: Partial<Target>;
  readonly credentials?: Credentials;
  readonly mechanism?: string;
  /** The deadline that ends the stage; without, it must end at once. No other stage has it. */
  readonly deadlineMs?: number;
  /** The most bytes that the client takes from the network; default: two replies and what was on the way. */
  readonly mostBytes?: number;
}

const ports: Readonly<Record<Protocol, Readonly<Record<Security, number>>>> = {
  smtp: { tls: 465, starttls: 587, none: 587 },
  imap: { tls: 993, starttls: 143, none: 143 },
  pop3: { tls: 995, starttls: 110, none: 110 },
  sieve: { tls: 4190, starttls: 4190, none: 4190 },
};

/** Leads every address to the scripted server, and trusts its authority only. */
export const networkTo = (server: Pick<ScriptedServer, 'port'>): Network => ({
  route: () => ({ to: 'address', ip: '127.0.0.1', port: server.port }),
  localAddresses: () => [],
  resolvers: () => [],
  roots: { pem: [authority.pem], only: true, source: 'test' },
});

/** The endpoint that is attacked, and a target that names it and would log in. */
export function named(protocol: Protocol, security: Security, host = hostName) {
  const port = ports[protocol][security];
  const at = endpoint(service(host, protocol, port, security), ip);
  return { at, target: target({ servers: [{ protocol, host, port, security }], user }) };
}

/** Runs one conversation against the script, and checks all that holds for every attack. */
export async function withstand(protocol: Protocol, probe: (talk: Talk) => Probe<'endpoint'>, attack: Attack) {
  const server = await scriptedServer(attack.script);
  const redactor = createRedactor();
  const credentials = attack.credentials ?? { kind: 'password', secret: new Secret(password) };
  redactor.add(credentials.secret);
  const network = networkTo(server);
  const { at, target: wanted } = named(protocol, attack.security, attack.target?.servers?.[0]?.host);
  const stage = { now: '' };
  const limits = hurried(attack, stage);
  const resolver = fakeResolver({});
  const dialer = createDialer({ network, limits, redactor });
  const talk: Talk = {
    io: { ...fakeIo({ resolver }), network, limits, redactor, dialer: telling(dialer, server) },
    target: { ...wanted, ...attack.target },
    credentials,
    turns: createLoginTurns(),
    helloName: '[192.0.2.99]',
    ...(attack.mechanism === undefined ? {} : { mechanism: attack.mechanism }),
  };
  const sockets: Socket[] = [];
  const onSocket = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
  subscribe('net.client.socket', onSocket);
  try {
    const startedAt = performance.now();
    const ran = await runProbe(watched(probe(talk), stage), at);
    await server.quiet();
    const elapsed = performance.now() - startedAt;
    expect(server.surprises).toEqual([]);
    const [fact, expected] = attack.ends;
    if (expected === 'observed') expect(ran.outcome(fact)).toMatchObject({ status: 'observed' });
    else expect(ran.outcome(fact)).toEqual(asOutcome(expected));
    expect(server.played).toBe(attack.script.length);
    // Whatever host a server names: no other connection, and no question for its name.
    expect([server.connections, sockets.length, resolver.asked]).toEqual([1, 1, []]);
    if (attack.loggedIn !== true) expect(ran.outcome(login)?.status).not.toBe('observed');
    if (attack.deadlineMs !== undefined) expect(elapsed).toBeGreaterThan(attack.deadlineMs - 5);
    expect(elapsed).toBeLessThan(promptlyMs);
    expect(sockets[0]?.bytesRead).toBeLessThan(attack.mostBytes ?? 2 * limits.reply + onTheWay);
    expectSecretKept(server, ran, credentials.secret.reveal(), attack.secret ?? 'untouched');
    return { server, ran };
  } finally {
    unsubscribe('net.client.socket', onSocket);
    await server.close();
  }
}

/** Two reads of the kernel's, with which Node fills 64 KiB at a time. */
export const onTheWay = 2 * 64 * 1024;

/** Only the stage that is attacked is short of time: a busy machine must not make another one late. */
function hurried({ limits, deadlineMs, ends }: Attack, stage: { readonly now: string }): Limits {
  const all = { ...defaultLimits, ...limits };
  const either = (normal: number) => (deadlineMs !== undefined && stage.now === ends[0].id ? deadlineMs : normal);
  return Object.defineProperties(all, {
    greetingMs: { get: () => either(defaultLimits.greetingMs) },
    replyMs: { get: () => either(defaultLimits.replyMs) },
    tlsMs: { get: () => either(defaultLimits.tlsMs) },
  });
}

/** Notes which stage the probe has come to. */
const watched = (probe: Probe<'endpoint'>, stage: { now: string }): Probe<'endpoint'> => ({
  ...probe,
  run(at, run) {
    const enter = ((fact, work, options) => {
      stage.now = fact.id;
      return run.stage(fact, work, options as { ends: false });
    }) as ProbeRun['stage'];
    return probe.run(at, { ...run, stage: enter });
  },
});

/** Lets the server know when its client is connected. */
const telling = (dialer: Dialer, server: ScriptedServer): Dialer => ({
  async connect(options) {
    const session = await dialer.connect(options);
    server.clientKnows();
    return session;
  },
});

const asOutcome = (expected: Partial<Failure> | string): Outcome<unknown> =>
  typeof expected === 'string'
    ? { status: 'skipped', because: expected }
    : { status: 'failed', failure: expect.objectContaining(expected) };

/** The password as servers could get at it. */
export function formsOf(secret: string): readonly string[] {
  const texts = [secret, `\0${user}\0${secret}`, `user=${user}\x01auth=Bearer ${secret}\x01\x01`];
  const base64 = texts.map((text) => Buffer.from(text).toString('base64').replace(/=+$/, ''));
  const onTheWire = Buffer.from(secret).toString('latin1');
  return [secret, onTheWire, secret.replace(/["\\]/g, '\\$&'), ...base64, encodeURIComponent(secret)];
}

/** Commands that begin a login. */
const loginCommand = /^(?:\S+ )?(?:AUTH|AUTHENTICATE|LOGIN|USER|PASS|APOP)\b/i;
/** The proof of SCRAM, the digest of CRAM-MD5, the token of OAUTHBEARER. */
const derived = /,p=[A-Za-z0-9+/]{20}|^\S+ [0-9a-f]{32}$|auth=Bearer/;

function expectSecretKept(server: ScriptedServer, ran: Ran, secret: string, allowed: Attack['secret']): void {
  const lines = (text: string) => text.split('\r\n').filter((line) => line !== '');
  const isDerived = (word: string) => derived.test(Buffer.from(word, 'base64').toString('latin1'));
  const holdsProof = (line: string) =>
    formsOf(secret).some((form) => line.includes(form)) || line.split(' ').some(isDerived);
  const begins = (line: string) => loginCommand.test(line) && !/^PASS /.test(line);
  expect(lines(server.clear).filter((line) => loginCommand.test(line) || holdsProof(line))).toEqual([]);
  const inside = lines(server.secured);
  expect(inside.filter(begins)).toHaveLength(allowed === 'untouched' ? 0 : 1);
  expect(inside.filter(holdsProof)).toHaveLength(allowed === 'sent' ? 1 : 0);
  const transcript = ran.journal.lines.map(({ text }) => text).join('\n');
  for (const form of formsOf(secret)) expect(transcript).not.toContain(form);
}
