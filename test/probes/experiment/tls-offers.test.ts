import { afterEach, describe, expect, test } from 'vitest';
import { gather } from '../../../src/gather.ts';
import { healthy } from '../../../src/lab/healthy.ts';
import type { ServicePlan } from '../../../src/lab/plan.ts';
import { startWorld } from '../../../src/lab/world.ts';
import type { Observation } from '../../../src/model/evidence.ts';
import { Failed, type Failure } from '../../../src/model/failure.ts';
import { endpoint, service } from '../../../src/model/subject.ts';
import { tlsOffers } from '../../../src/model/tls-offer.ts';
import type { Talk } from '../../../src/probes/conversation/talk.ts';
import { probeTlsOffers } from '../../../src/probes/experiment/tls-offers.ts';
import { tlsSession } from '../../../src/probes/facts/mail.ts';
import { offerFacts } from '../../../src/probes/facts/tls-offers.ts';
import { sessionOf } from '../../rules/tls-evidence.ts';
import { observed, runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Asks the lab's ports, each changed as given, and tells what was recorded of each offer at the first address. */
async function asked(
  ports: readonly number[],
  change: (one: ServicePlan) => void,
  { keyBits, wanted = true }: { readonly keyBits?: number; readonly wanted?: boolean } = {},
): Promise<{
  readonly said: Record<string, string>;
  readonly connections: number;
  readonly all: readonly Observation[];
}> {
  const plan = healthy();
  plan.services = plan.services.filter(({ port }) => ports.includes(port));
  for (const one of plan.services) {
    one.ips = one.ips.slice(0, 1);
    change(one);
  }
  const names = ['mail.lab.test'];
  plan.certificates = Object.fromEntries(
    Object.keys(plan.certificates).map((name) => [name, keyBits === undefined ? { names } : { names, keyBits }]),
  );
  const world = await startWorld(plan);
  closing.push(() => world.close());
  const { observations, timing } = await gather({
    network: world.network,
    blocklists: false,
    allowPrivate: true,
    controls: [],
    target: {
      servers: plan.services.map(({ protocol, port }) => ({ protocol, host: 'mail.lab.test', port })),
      protocols: ['imap', 'pop3', 'smtp', 'sieve'],
      ceiling: 'connect',
      stopAfter: 'tls',
      survey: false,
      family: 4,
      ...(wanted ? { tlsOffers: true } : {}),
    },
  });
  const all = observations.filter(({ fact }) => fact.startsWith('tls/takes-'));
  const said = all.map(({ fact, outcome }) => [fact.slice('tls/takes-'.length), inShort(outcome)]);
  return { said: Object.fromEntries(said), connections: timing.connections, all };
}

const inShort = (outcome: Observation['outcome']): string =>
  outcome.status === 'observed'
    ? 'taken'
    : outcome.status === 'failed'
      ? outcome.failure.kind === 'tls'
        ? outcome.failure.reason
        : outcome.failure.kind
      : outcome.status === 'skipped'
        ? outcome.because
        : outcome.status;

const elsewhere = 'done-elsewhere';

describe('each offer is tried alone, and nothing that is known already', () => {
  test.each([993, 587, 110])('a server of today, port %s', async (port) => {
    const { said, connections } = await asked([port], () => {});
    expect(said).toEqual({
      '1.3': elsewhere,
      '1.2': 'taken',
      '1.1': 'version',
      '1.0': 'version',
      rsa: 'cipher',
      'windows-8.1': 'taken',
    });
    expect(connections).toBe(1 + 5);
  });

  test('one that takes everything', async () => {
    const { said } = await asked([993], (one) => (one.tls = { minVersion: 'TLSv1' }), { keyBits: 2048 });
    expect(said).toEqual({
      '1.3': elsewhere,
      '1.2': 'taken',
      '1.1': 'taken',
      '1.0': 'taken',
      rsa: 'taken',
      'windows-8.1': elsewhere,
    });
  });

  test('one that knows TLS 1.0 only has shown all by the first handshake', async () => {
    const { said, connections } = await asked([587], (one) => (one.tls = { minVersion: 'TLSv1', maxVersion: 'TLSv1' }));
    expect(new Set(Object.values(said))).toEqual(new Set([elsewhere]));
    expect(connections).toBe(1);
  });

  test('one that knows TLS 1.3 only is not asked for suites of TLS 1.2', async () => {
    const { said } = await asked([993], (one) => (one.tls = { minVersion: 'TLSv1.3' }));
    expect(said).toMatchObject({ '1.2': 'version', '1.0': 'version', rsa: elsewhere, 'windows-8.1': elsewhere });
  });

  test('one with an RSA key and the suites of today only has none for Windows 8.1', async () => {
    const { said } = await asked([993], (one) => (one.tls = { ciphers: 'ECDHE+AESGCM:ECDHE+CHACHA20' }), {
      keyBits: 2048,
    });
    expect(said).toMatchObject({ '1.2': 'taken', rsa: 'cipher', 'windows-8.1': 'cipher' });
  });
});

test('nothing is tried where servers meet, at ManageSieve, without TLS, or unasked', async () => {
  expect((await asked([25, 4190], () => {})).all).toEqual([]);
  expect((await asked([143], (one) => (one.security = 'none'))).connections).toBe(1);
  expect((await asked([993], () => {}, { wanted: false })).all).toEqual([]);
});

const imaps = service('mail.lab.test', 'imap', 993, 'tls');
const at = endpoint(imaps, '192.0.2.10');
const known = [observed(tlsSession, at, sessionOf())];

/** The probe against a dialer that fails as given, time after time; `calls` are the offers that were made. */
function failing(...failures: readonly Failure[]) {
  const calls: string[] = [];
  const left = [...failures];
  const talk = {
    io: io({
      dialer: {
        async connect({ offer }) {
          calls.push(offer ?? 'all');
          throw new Failed(left.shift() as Failure);
        },
      },
    }),
    target: target(),
  } as unknown as Talk;
  return { probe: probeTlsOffers(talk), calls };
}

const alert: Failure = { kind: 'tls', stage: 'tls', reason: 'version', code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' };

test.each<Failure>([
  { kind: 'refused', stage: 'connect', code: 'ECONNREFUSED' },
  { kind: 'timeout', stage: 'tls', afterMs: 5000 },
  { kind: 'tls', stage: 'tls', reason: 'version', code: 'ERR_SSL_NO_PROTOCOLS_AVAILABLE' },
  { kind: 'tls', stage: 'tls', reason: 'not-tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
])('a server that is not heard ($kind $reason) is asked no more', async (failure) => {
  const { probe, calls } = failing(alert, failure);
  const ran = await runProbe(probe, at, { known });
  expect(calls).toEqual(['TLSv1.2', 'TLSv1.1']);
  expect(ran.outcome(offerFacts.TLSv1)).toEqual({
    status: 'skipped',
    because: 'tls/takes-1.1@mail.lab.test/192.0.2.10/imap:993+tls',
  });
});

test('of several addresses one is asked', async () => {
  const { probe, calls } = failing(...tlsOffers.map(() => alert));
  await runProbe(probe, at, { known });
  const made = calls.length;
  const other = endpoint(imaps, '2001:db8::10');
  const ran = await runProbe(probe, other, { known: [observed(tlsSession, other, sessionOf())] });
  expect(calls).toHaveLength(made);
  for (const offer of tlsOffers) {
    expect(ran.outcome(offerFacts[offer])).toEqual({ status: 'skipped', because: 'done-elsewhere' });
  }
});
