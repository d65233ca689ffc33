import { afterEach, describe, expect, test } from 'vitest';
import { diagnose, gather, judge, type Report, readEvidence, render, writeEvidence } from '../../src/index.ts';
import { combine, services } from '../../src/lab/faults.ts';
import { healthy } from '../../src/lab/healthy.ts';
import { autoconfigPath, databaseHost, databaseIp, paccPath } from '../../src/lab/healthy-web.ts';
import type { WebPlan, WorldPlan } from '../../src/lab/plan.ts';
import type { Fault } from '../../src/lab/scenario.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import type { SettingsWishes, Target } from '../../src/model/target.ts';
import type { RunOptions } from '../../src/run-options.ts';
import { clientConfig, server } from '../protocols/autoconfig/xml.ts';
import { complaints, validator } from '../report/schema.ts';

let lab: World | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

interface Call {
  readonly address?: string;
  readonly wishes?: Partial<SettingsWishes>;
  readonly more?: Partial<RunOptions>;
}

/** How `mailcheck discover` asks. */
async function options(
  fault: Fault,
  { address = 'ann@lab.test', wishes = {}, more = {} }: Call = {},
): Promise<RunOptions> {
  lab = await startWorld(combine(healthy(), fault));
  const target: Target = {
    ...(address === '' ? {} : { address }),
    domain: 'lab.test',
    servers: [],
    protocols: ['imap', 'pop3', 'smtp'],
    ceiling: 'connect',
    stopAfter: 'capabilities',
    survey: false,
    settings: { guess: 'auto', ...wishes },
  };
  return {
    command: 'discover',
    target,
    network: lab.network,
    controls: [],
    blocklists: false,
    allowPrivate: true,
    limits: { connectMs: 500 },
    ...more,
  };
}
const discovered = async (fault: Fault, call: Call = {}): Promise<Report> => diagnose(await options(fault, call));
const found = ({ findings }: Report): string[] => [...new Set(findings.map(({ rule }) => rule))].sort();
const state = ({ settings }: Report, origin: string): string | undefined =>
  settings?.sources.find((one) => one.origin === origin)?.state;
const incoming = ({ settings }: Report): string[] =>
  (settings?.incoming ?? []).map(
    ({ type, host, port, security, trust, proof }) => `${type} ${host}:${port} ${security} ${trust} ${proof.state}`,
  );

const site = (plan: WorldPlan, label: string): WebPlan => plan.web.find(({ host }) => host.startsWith(label))!;
/** The domain publishes nothing of itself. */
function silent(plan: WorldPlan): void {
  plan.web = plan.web.filter(({ host }) => host === databaseHost || host.startsWith('mta-sts.'));
  const labels = ['autoconfig', 'ua-auto-config', '_ua-auto-config'];
  for (const name of Object.keys(plan.dns.zone)) {
    if (/^_(?:imap|pop3|submission|sieve)s?\./.test(name) || labels.some((label) => name === `${label}.lab.test`)) {
      delete plan.dns.zone[name];
    }
  }
}
const publish =
  (xml: string): Fault =>
  (plan) => {
    site(plan, 'autoconfig').pages[autoconfigPath] = { type: 'text/xml', body: xml };
  };

describe('a domain that publishes all that it should', () => {
  test('has settings that work, said alike by three sources, and nothing is wrong', async () => {
    const report = await discovered(() => {});
    expect(found(report)).toEqual([]);
    expect(report.verdict).toBe('healthy');
    expect(incoming(report)).toEqual([
      'imap mail.lab.test:993 tls trusted works',
      'pop3 mail.lab.test:995 tls trusted works',
      'imap mail.lab.test:143 starttls trusted works',
      'pop3 mail.lab.test:110 starttls trusted works',
    ]);
    expect(report.settings?.incoming[0]).toMatchObject({
      origins: ['pacc', 'autoconfig', 'srv'],
      username: 'ann@lab.test',
      auth: ['password-cleartext'],
    });
    expect(report.settings?.outgoing.map(({ port }) => port)).toEqual([465, 587]);
    expect(complaints(validator(), JSON.parse(render(report, 'json')))).toBe('');
  });

  test('nobody logs in, and only the domain’s own servers learn the address', async () => {
    await discovered(() => {});
    const counters = Object.values(lab?.counters.services ?? {});
    expect(counters.reduce((sum, { logins }) => sum + logins, 0)).toBe(0);
    const questions = lab?.questions ?? [];
    const told = questions.filter(({ path, body }) => /ann/.test(path + body)).map(({ host }) => host);
    expect(told).toEqual(['autoconfig.lab.test']);
    expect(questions.map(({ host }) => host).sort()).toEqual([
      'autoconfig.lab.test',
      databaseHost,
      'ua-auto-config.lab.test',
    ]);
    for (const { headers } of questions) {
      expect([...headers.keys()].filter((name) => /authorization|cookie|referer/.test(name))).toEqual([]);
    }
  });

  test('is judged alike from saved evidence', async () => {
    const evidence = await gather(await options(() => {}));
    const read = readEvidence(writeEvidence(evidence));
    if ('problem' in read) throw new Error(read.detail);
    expect(judge(read).settings).toEqual(judge(evidence).settings);
  });

  test('the longest chain is that of one source and one server', async () => {
    const { timing, evidence } = await discovered(() => {});
    // DNS of the source, its answer, DNS of the server, its conversation: nobody waits for another source.
    const sources = timing.longestChain.filter((id) => id.startsWith('settings/') || id.startsWith('dns/services'));
    expect(sources.length).toBe(1);
    const pacc = evidence.find(({ id }) => id === 'settings/pacc@domain:lab.test');
    expect(pacc?.span.roundTrips).toBe(4);
    const services = Object.keys(lab?.counters.services ?? {});
    const connected = services.map((name) => lab?.counters.services[name]?.connections ?? 0);
    // Two addresses a service; port 25 and ManageSieve are no one's settings.
    expect(Object.fromEntries(services.map((name, n) => [name, connected[n]]))).toMatchObject({
      'mail.lab.test:25': 0,
      'mail.lab.test:4190': 0,
      'mail.lab.test:993': 2,
      'mail.lab.test:465': 2,
    });
  });
});

describe('a domain that publishes nothing', () => {
  test('is guessed at, which is said', async () => {
    const report = await discovered(silent);
    expect(found(report)).toEqual([]);
    expect(incoming(report)).toEqual([
      'imap mail.lab.test:993 tls guessed works',
      'pop3 mail.lab.test:995 tls guessed works',
      'imap mail.lab.test:143 starttls guessed works',
      'pop3 mail.lab.test:110 starttls guessed works',
    ]);
    expect(report.settings?.incoming[0]).toMatchObject({ usernameAssumed: true, origins: ['guess'] });
    expect(render(report, 'text')).toContain('guessed: nobody says so');
  });

  test('hears of it when an administrator asks, and nobody guesses where that is unwanted', async () => {
    const report = await discovered(silent, { address: '', wishes: { guess: 'never' } });
    expect(incoming(report)).toEqual([]);
    expect(found(report)).toEqual(['settings/none-found']);
    expect(report.verdict).toBe('broken');
  });

  test('is found in the database, before any guess', async () => {
    const report = await discovered(
      (plan) => {
        silent(plan);
        const xml = clientConfig(
          server({ hostname: 'mail.lab.test' }) +
            server({ side: 'outgoingServer', hostname: 'mail.lab.test', port: '465' }),
        );
        site(plan, databaseHost).pages['/autoconfig/v1.1/lab.test'] = { type: 'text/xml', body: xml };
      },
      { address: '' },
    );
    expect(incoming(report)).toEqual(['imap mail.lab.test:993 tls trusted works']);
    expect(state(report, 'guess')).toBeUndefined();
    expect(found(report)).toEqual(['settings/not-published']);
  });

  test('and whose sources cannot be asked is not called empty', async () => {
    const report = await discovered(
      (plan) => {
        silent(plan);
        plan.blocked.push({ ip: databaseIp, how: 'refused' });
      },
      { wishes: { guess: 'never' } },
    );
    expect(found(report)).toEqual(['settings/source-failed']);
    expect(report.verdict).toBe('inconclusive');
  });
});

describe('what an administrator hears', () => {
  test.each<readonly [string, Fault, readonly string[]]>([
    ['a broken file', publish('<clientConfig><emailProvider>'), ['settings/source-failed']],
    ['a web page in its place', publish('<!DOCTYPE html><html></html>'), []],
    [
      'a bomb in its place',
      publish('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><clientConfig>&b;</clientConfig>'),
      ['settings/source-failed'],
    ],
    [
      'servers of another name',
      publish(clientConfig(server({ hostname: 'control.lab.test' }))),
      ['net/refused', 'settings/sources-disagree', 'settings/target-dead'],
    ],
    [
      'a server without TLS',
      publish(
        clientConfig(
          server({ hostname: 'mail.lab.test' }) +
            server({ hostname: 'mail.lab.test', port: '143', socketType: 'plain' }),
        ),
      ),
      ['settings/plaintext-offered'],
    ],
    [
      'a port that is none',
      publish(
        clientConfig(server({ hostname: 'mail.lab.test', port: '993abc' }) + server({ hostname: 'mail.lab.test' })),
      ),
      ['settings/value-unusable'],
    ],
    [
      'a name that does not exist',
      publish(clientConfig(server({ hostname: 'gone.lab.test' }) + server({ hostname: 'mail.lab.test' }))),
      ['dns/host-not-found', 'settings/target-dead'],
    ],
    [
      'a login that the server does not offer',
      publish(clientConfig(server({ hostname: 'mail.lab.test', authentication: ['GSSAPI'] }))),
      ['settings/auth-not-offered'],
    ],
    [
      'a configuration that is not that of its digest',
      (plan) => {
        const page = site(plan, 'ua-auto-config').pages[paccPath]!;
        page.body = (page.body ?? '').replace('Lab mail', 'Lab');
      },
      ['settings/pacc-digest'],
    ],
    ['no digest', (plan) => void delete plan.dns.zone['_ua-auto-config.lab.test'], ['settings/pacc-digest']],
    [
      'a certificate of other names at autoconfig',
      (plan) => {
        plan.certificates.other = { names: ['www.hosting.test'] };
        site(plan, 'autoconfig').certificate = 'other';
      },
      ['settings/source-failed'],
    ],
    [
      'a redirect to another site',
      (plan) => {
        site(plan, 'autoconfig').pages[autoconfigPath] = { status: 302, location: 'https://www.hosting.test/x' };
      },
      ['settings/source-failed'],
    ],
    [
      'an alias that leads nowhere',
      (plan) => {
        plan.dns.zone['autodiscover.lab.test'] = { CNAME: 'gone.hosting.test' };
      },
      ['srv/alias-dangling'],
    ],
    [
      'wildcard DNS',
      (plan) => {
        silent(plan);
        plan.dns.zone['*.lab.test'] = { A: ['192.0.2.20'] };
      },
      ['settings/wildcard-answers'],
    ],
  ])('of %s', async (_, fault, rules) => {
    const report = await discovered(fault);
    expect(found(report)).toEqual(rules);
    expect(complaints(validator(), JSON.parse(render(report, 'json')))).toBe('');
    expect(report.crashes).toEqual([]);
  });

  test('of plain HTTP, only where it is asked for', async () => {
    const fault: Fault = (plan) => {
      silent(plan);
      plan.dns.zone['autoconfig.lab.test'] = { A: ['192.0.2.21'] };
      const pages = {
        [autoconfigPath]: { type: 'text/xml', body: clientConfig(server({ hostname: 'mail.lab.test' })) },
      };
      plan.web.push({ host: 'autoconfig.lab.test', ips: ['192.0.2.21'], certificate: 'web', plaintext: true, pages });
    };
    const report = await discovered(fault, { wishes: { http: true, guess: 'never' } });
    expect(found(report)).toContain('settings/http-only');
    expect(incoming(report)).toEqual(['imap mail.lab.test:993 tls unsafe works']);
    expect(lab?.questions.filter(({ path }) => path.includes('ann'))).toEqual([]);
    await lab?.close();
    const silently = await discovered(fault, { wishes: { guess: 'never' } });
    expect(state(silently, 'http')).toBeUndefined();
    expect(incoming(silently)).toEqual([]);
  });

  test('of a certificate that a server’s name lacks, once', async () => {
    const report = await discovered((plan) => {
      plan.certificates.mail = { names: ['server7.hosting.test'] };
    });
    expect(report.causes.map(({ id }) => id)).toEqual(['cert-hostname-mismatch']);
    expect(report.unexplained).toEqual([]);
    expect(report.settings?.incoming.every(({ proof }) => proof.state === 'unverified')).toBe(true);
    expect(render(report, 'text')).toContain('Incoming mail: none that works');
  });
});

describe('private addresses', () => {
  const hidden: Fault = (plan) => {
    plan.dns.zone['inside.lab.test'] = { A: ['10.0.0.5'] };
    for (const service of services(plan, { ports: [993] })) service.ips.push('10.0.0.5');
    publish(clientConfig(server({ hostname: 'inside.lab.test' }) + server({ hostname: 'mail.lab.test' })))(plan);
  };

  test('of servers that were found are not connected to', async () => {
    const report = await discovered(
      (plan) => {
        hidden(plan);
        // The web of the lab is at documentation addresses; the question is that of servers here.
        for (const one of plan.web) one.ips = one.ips.map((ip) => ip.replace('192.0.2.', '9.9.9.'));
        for (const entry of Object.values(plan.dns.zone)) {
          if (entry.A?.length === 1) entry.A = entry.A.map((ip) => ip.replace(/^192\.0\.2\.(2[0-2])$/, '9.9.9.$1'));
        }
      },
      { more: { allowPrivate: false } },
    );
    expect(found(report)).toContain('settings/target-private');
    expect(report.settings?.incoming.find(({ host }) => host === 'inside.lab.test')?.proof.state).toBe('private');
    expect(
      report.evidence.filter(
        ({ fact, subject }) => fact === 'net/connect' && 'host' in subject && subject.host === 'inside.lab.test',
      ),
    ).toEqual([]);
  });

  test('of the web are not asked', async () => {
    const report = await discovered(() => {}, { more: { allowPrivate: false } });
    // Documentation addresses are nobody's either.
    expect(lab?.questions).toEqual([]);
    expect(state(report, 'autoconfig')).toBe('failed');
  });
});
