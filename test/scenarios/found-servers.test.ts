import { afterEach, describe, expect, test } from 'vitest';
import { diagnose, discover, type Report } from '../../src/index.ts';
import { combine } from '../../src/lab/faults.ts';
import { healthy } from '../../src/lab/healthy.ts';
import { autoconfigPath, databaseHost } from '../../src/lab/healthy-web.ts';
import type { WorldPlan } from '../../src/lab/plan.ts';
import type { Fault } from '../../src/lab/scenario.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import type { RunOptions } from '../../src/run-options.ts';
import { clientConfig, server } from '../protocols/autoconfig/xml.ts';

let lab: World | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

/** No SRV records, and the mail host goes by a name that nobody would guess. */
function unguessable(plan: WorldPlan): void {
  for (const name of Object.keys(plan.dns.zone)) if (/^_\w+\._tcp\./.test(name)) delete plan.dns.zone[name];
  const { 'mail.lab.test': addresses, ...others } = plan.dns.zone;
  plan.dns.zone = { ...others, 'post7.lab.test': addresses ?? {}, 'lab.test': { MX: ['10 post7.lab.test'] } };
  for (const entry of Object.values(plan.dns.zone))
    if (entry.PTR?.[0] === 'mail.lab.test') entry.PTR = ['post7.lab.test'];
  plan.certificates.mail = { names: ['post7.lab.test'] };
  for (const service of plan.services) if (service.host === 'mail.lab.test') service.host = 'post7.lab.test';
}
const said = clientConfig(
  server({ hostname: 'post7.lab.test' }) + server({ side: 'outgoingServer', hostname: 'post7.lab.test', port: '465' }),
);
const withAutoconfig: Fault = (plan) => {
  unguessable(plan);
  plan.web[1]!.pages[autoconfigPath] = { type: 'text/xml', body: said };
};
const withoutAutoconfig: Fault = (plan) => {
  unguessable(plan);
  delete plan.dns.zone['autoconfig.lab.test'];
};

async function diagnosed(fault: Fault, more: Partial<RunOptions> = {}): Promise<Report> {
  lab = await startWorld(combine(healthy(), fault));
  return diagnose({
    target: {
      address: 'ann@lab.test',
      domain: 'lab.test',
      servers: [],
      protocols: ['smtp', 'imap', 'pop3'],
      ceiling: 'authenticate',
      survey: false,
      ...(more.credentials === undefined ? {} : { credentials: more.credentials.kind }),
    },
    network: lab.network,
    controls: [],
    blocklists: false,
    allowPrivate: true,
    limits: { connectMs: 500 },
    ...more,
  });
}
const reached = ({ evidence }: Report): string[] =>
  [
    ...new Set(
      evidence.flatMap(({ fact, subject, outcome }) =>
        fact === 'tls/session' && outcome.status === 'observed' && subject.kind === 'endpoint'
          ? [`${subject.host}:${subject.port}`]
          : [],
      ),
    ),
  ].sort();
const waits = ({ evidence }: Report, id: string) => evidence.find((one) => one.id === id)?.span;

describe('servers that nobody named', () => {
  test('are those of the domain’s autoconfig, where it has one', async () => {
    const report = await diagnosed(withAutoconfig);
    expect(reached(report)).toEqual(['post7.lab.test:25', 'post7.lab.test:465', 'post7.lab.test:993']);
    expect(report.findings.map(({ rule }) => rule)).toEqual([]);
    // Nobody guesses then, and nobody but the domain is asked.
    expect(waits(report, 'dns/guesses@domain:lab.test')?.roundTrips).toBe(0);
    expect(lab?.questions.map(({ host }) => host)).toEqual(['autoconfig.lab.test']);
  });

  test('and a domain without it costs no further wait', async () => {
    const report = await diagnosed(withoutAutoconfig);
    expect(report.findings.map(({ rule }) => rule)).toContain('dns/no-server-found');
    expect(lab?.questions).toEqual([]);
    expect(waits(report, 'settings/autoconfig@domain:lab.test')?.roundTrips).toBe(1);
    expect(waits(report, 'dns/services@domain:lab.test')?.roundTrips).toBe(1);
    expect(waits(report, 'dns/guesses@domain:lab.test')?.roundTrips).toBe(1);
    // One wait for all that names servers, and one for the guess: as many as without the new sources.
    let sum = 0;
    for (
      let id: string | undefined = 'dns/guesses@domain:lab.test';
      id !== undefined;
      id = waits(report, id)?.waitedFor
    ) {
      sum += waits(report, id)?.roundTrips ?? 0;
    }
    expect(sum).toBe(2);
  });

  test('are not asked for where the user names one', async () => {
    lab = await startWorld(combine(healthy(), withAutoconfig));
    const report = await diagnose({
      target: {
        address: 'ann@lab.test',
        domain: 'lab.test',
        servers: [{ protocol: 'imap', host: 'post7.lab.test', port: 993 }],
        protocols: ['imap'],
        ceiling: 'connect',
        survey: false,
      },
      network: lab.network,
      controls: [],
      blocklists: false,
      allowPrivate: true,
    });
    expect(lab.questions).toEqual([]);
    expect(report.evidence.some(({ fact }) => fact.startsWith('settings/'))).toBe(false);
  });

  test('get the password only after a yes that names them', async () => {
    const logins = () => Object.values(lab?.counters.services ?? {}).reduce((sum, one) => sum + one.logins, 0);
    lab = await startWorld(combine(healthy(), withAutoconfig));
    const secret = lab.password;
    await lab.close();
    const refused = await diagnosed(withAutoconfig, { credentials: { kind: 'password', secret } });
    expect(logins()).toBe(0);
    expect(refused.notTested.map(({ because }) => because)).toContain('not-confirmed');
    await lab?.close();
    const asked: string[] = [];
    await diagnosed(withAutoconfig, {
      credentials: { kind: 'password', secret },
      confirmHost: async (host) => {
        asked.push(host);
        return false;
      },
    });
    expect([...new Set(asked)]).toEqual(['post7.lab.test']);
    expect(logins()).toBe(0);
  });

  test('that do not work are as wrong as those that were named', async () => {
    const report = await diagnosed((plan) => {
      withAutoconfig(plan);
      plan.services = plan.services.filter(({ port }) => port !== 993);
    });
    expect(report.causes.map(({ id }) => id)).toEqual(['connection-refused']);
    expect(report.findings.every(({ rule }) => rule === 'net/refused')).toBe(true);
  });
});

describe('the library', () => {
  test('finds settings for an address', async () => {
    lab = await startWorld(healthy());
    const found = await discover('ann@lab.test', { network: lab.network, allowPrivate: true });
    if ('problem' in found) throw new Error(found.problem);
    expect(found.settings.incoming[0]).toMatchObject({ host: 'mail.lab.test', port: 993, proof: { state: 'works' } });
    expect(found.settings.outgoing[0]).toMatchObject({ port: 465, trust: 'trusted', username: 'ann@lab.test' });
    expect(found.report.command).toBe('discover');
    expect(lab.questions.map(({ host }) => host)).toContain(databaseHost);
  });

  test('says what is no address', async () => {
    expect(await discover('ann@')).toMatchObject({ problem: '"ann@": there is no domain after the @.' });
    expect(await discover('localhost')).toMatchObject({ problem: '"localhost" is not a domain.' });
  });
});
