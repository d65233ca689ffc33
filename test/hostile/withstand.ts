import { expect } from 'vitest';
import type { Fact, Outcome } from '../../src/model/evidence.ts';
import type { Failure } from '../../src/model/failure.ts';
import { defaultLimits, type Limits, type Network } from '../../src/model/io.ts';
import type { Probe } from '../../src/model/probe.ts';
import { type Credentials, Secret } from '../../src/model/secret.ts';
import { endpoint, type Protocol, type Security, service } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { createLoginTurns } from '../../src/probes/conversation/login-turns.ts';
import type { Talk } from '../../src/probes/conversation/talk.ts';
import { login } from '../../src/probes/facts/mail.ts';
import { createDialer } from '../../src/transport/dial.ts';
import { createRedactor } from '../../src/transport/redactor.ts';
import { type Ran, runProbe } from '../probes/fake-run.ts';
import { io as fakeIo, target } from '../probes/world.ts';
import { authority, hostName, type Script, type ScriptedServer, scriptedServer } from './scripted-server.ts';

export const user = 'ann@lab.test';
export const password = 'kAn4ry+"p&ss/w0rd=';
const ip = '192.0.2.10';
/** An answer within this time was not waited for until a deadline, which is 30 s unless the row says otherwise. */
const promptlyMs = 3_000;
const slackMs = 500;

/** What a hostile server does, and what must come of it. */
export interface Attack {
  readonly name: string;
  readonly security: Security;
  readonly script: Script;
  /** The fact whose stage ends, and how: a failure or the reason to skip it. */
  readonly ends: readonly [Fact<unknown, 'endpoint'>, Partial<Failure> | string];
  /** `untouched` (default): no login is begun. `begun`: no proof is given out. `sent`: given out once. */
  readonly secret?: 'untouched' | 'begun' | 'sent';
  /** The login itself succeeds; what comes after it is hostile. */
  readonly loggedIn?: true;
  readonly limits?: Partial<Limits>;
  readonly target?: Partial<Target>;
  readonly credentials?: Credentials;
  readonly mechanism?: string;
  /** The deadline that ends it; without, it must end at once. */
  readonly deadlineMs?: number;
}

const ports: Readonly<Record<Protocol, Readonly<Record<Security, number>>>> = {
  smtp: { tls: 465, starttls: 587, none: 587 },
  imap: { tls: 993, starttls: 143, none: 143 },
  pop3: { tls: 995, starttls: 110, none: 110 },
  sieve: { tls: 4190, starttls: 4190, none: 4190 },
};

/** Leads every address to the scripted server, and trusts its authority only. */
export const networkTo = (server: ScriptedServer): Network => ({
  route: () => ({ to: 'address', ip: '127.0.0.1', port: server.port }),
  localAddresses: () => [],
  resolvers: () => [],
  roots: { pem: [authority.pem], only: true, source: 'test' },
});

/** The endpoint that is attacked, and a target that names it and would log in. */
export function named(protocol: Protocol, security: Security) {
  const port = ports[protocol][security];
  const at = endpoint(service(hostName, protocol, port, security), ip);
  return { at, target: target({ servers: [{ protocol, host: hostName, port, security }], user }) };
}

/** Runs one conversation against the script, and checks all that holds for every attack. */
export async function withstand(protocol: Protocol, probe: (talk: Talk) => Probe<'endpoint'>, attack: Attack) {
  const server = await scriptedServer(attack.script);
  const limits = { ...defaultLimits, ...attack.limits };
  const redactor = createRedactor();
  const credentials = attack.credentials ?? { kind: 'password', secret: new Secret(password) };
  redactor.add(credentials.secret);
  const network = networkTo(server);
  const { at, target: wanted } = named(protocol, attack.security);
  const talk: Talk = {
    io: { ...fakeIo(), network, limits, redactor, dialer: createDialer({ network, limits, redactor }) },
    target: { ...wanted, ...attack.target },
    credentials,
    turns: createLoginTurns(),
    helloName: '[192.0.2.99]',
    ...(attack.mechanism === undefined ? {} : { mechanism: attack.mechanism }),
  };
  try {
    const startedAt = performance.now();
    const ran = await runProbe(probe(talk), at);
    const elapsed = performance.now() - startedAt;
    await server.quiet();
    expect(server.surprises).toEqual([]);
    expect(server.played).toBe(attack.script.length);
    expect(server.connections).toBe(1);
    const [fact, expected] = attack.ends;
    expect(ran.outcome(fact)).toEqual(asOutcome(expected));
    if (attack.loggedIn !== true) expect(ran.outcome(login)?.status).not.toBe('observed');
    if (attack.deadlineMs !== undefined) expect(elapsed).toBeGreaterThan(attack.deadlineMs - 5);
    expect(elapsed).toBeLessThan(attack.deadlineMs === undefined ? promptlyMs : attack.deadlineMs + slackMs);
    expectSecretKept(server, ran, credentials.secret.reveal(), attack.secret ?? 'untouched');
    return { server, ran };
  } finally {
    await server.close();
  }
}

const asOutcome = (expected: Partial<Failure> | string): Outcome<unknown> =>
  typeof expected === 'string'
    ? { status: 'skipped', because: expected }
    : { status: 'failed', failure: expect.objectContaining(expected) };

/** The password as servers could get at it. */
export function formsOf(secret: string): readonly string[] {
  const texts = [secret, `\0${user}\0${secret}`, `user=${user}\x01auth=Bearer ${secret}\x01\x01`];
  const base64 = texts.map((text) => Buffer.from(text).toString('base64').replace(/=+$/, ''));
  return [secret, secret.replaceAll('"', '\\"'), ...base64, encodeURIComponent(secret)];
}

/** Commands that begin a login. */
const loginCommand = /^(?:\S+ )?(?:AUTH|AUTHENTICATE|LOGIN|USER|PASS|APOP)\b/i;

function expectSecretKept(server: ScriptedServer, ran: Ran, secret: string, allowed: Attack['secret']): void {
  const lines = (text: string) => text.split('\r\n').filter((line) => line !== '');
  const holdsProof = (line: string) =>
    formsOf(secret).some((form) => line.includes(form)) || /,p=/.test(Buffer.from(line, 'base64').toString('latin1'));
  const begins = (line: string) => loginCommand.test(line) && !/^PASS /.test(line);
  expect(lines(server.clear).filter((line) => loginCommand.test(line) || holdsProof(line))).toEqual([]);
  const inside = lines(server.secured);
  expect(inside.filter(begins)).toHaveLength(allowed === 'untouched' ? 0 : 1);
  expect(inside.filter(holdsProof)).toHaveLength(allowed === 'sent' ? 1 : 0);
  const transcript = ran.journal.lines.map(({ text }) => text).join('\n');
  for (const form of formsOf(secret)) expect(transcript).not.toContain(form);
}
