import { describe, expect, test } from 'vitest';
import { domain } from '../../../src/model/subject.ts';
import type { Target } from '../../../src/model/target.ts';
import { probeGuesses } from '../../../src/probes/dns/guesses.ts';
import { probeMailExchangers } from '../../../src/probes/dns/mail-exchangers.ts';
import { probeServiceRecords } from '../../../src/probes/dns/service-records.ts';
import { guessedHosts, mailExchangers, type ServiceRecord, serviceRecords } from '../../../src/probes/facts/dns.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { observed, runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

const example = domain('example.org');

describe('mail exchangers', () => {
  const run = (zone: Zone, differs: Partial<Target> = {}) =>
    runProbe(probeMailExchangers({ io: io({ resolver: fakeResolver(zone) }), target: target(differs) }), example);

  test('are sorted by preference and looked at on port 25', async () => {
    const ran = await run({ 'example.org MX': ['20 b.example.net', '10 a.example.net'] });
    expect(ran.value(mailExchangers)).toEqual({
      records: [
        { preference: 10, exchange: 'a.example.net' },
        { preference: 20, exchange: 'b.example.net' },
      ],
      nullMx: false,
      rcode: 'NOERROR',
    });
    expect(ran.discovered).toEqual([
      'a.example.net',
      'a.example.net/smtp:25+starttls',
      'b.example.net',
      'b.example.net/smtp:25+starttls',
    ]);
  });

  test('are not connected to when SMTP is not looked at', async () => {
    const ran = await run({ 'example.org MX': ['10 a.example.net'] }, { protocols: ['imap'] });
    expect(ran.discovered).toEqual(['a.example.net']);
  });

  test('a null MX is recognised and leads nowhere', async () => {
    const ran = await run({ 'example.org MX': ['0 .'] });
    expect(ran.value(mailExchangers)).toMatchObject({ nullMx: true });
    expect(ran.discovered).toEqual([]);
  });

  test('none is an observed answer, whether the domain exists or not', async () => {
    expect((await run({ 'example.org A': [] })).value(mailExchangers)).toMatchObject({ records: [], rcode: 'NOERROR' });
    expect((await run({})).value(mailExchangers)).toMatchObject({ records: [], rcode: 'NXDOMAIN' });
  });

  test('that cannot be host names are shown and not followed', async () => {
    const ran = await run({
      'example.org MX': [
        '5 192.0.2.1',
        '6 \u001b[2J.example.org',
        '7 a b',
        '8 mail_1.example.org',
        '10 mx.example.org',
      ],
    });
    expect(ran.value(mailExchangers).records.map(({ exchange }) => exchange)).toContain('\u001b[2J.example.org');
    expect(ran.discovered).toEqual(['mx.example.org', 'mx.example.org/smtp:25+starttls']);
  });

  test('of a thousand the first twenty are followed', async () => {
    const ran = await run({ 'example.org MX': Array.from({ length: 1000 }, (_, n) => `${n} mx${n}.example.org`) });
    expect(ran.value(mailExchangers).records).toHaveLength(1000);
    expect(ran.discovered).toHaveLength(40);
  });

  test('a lookup that fails is a failure', async () => {
    expect((await run({ 'example.org MX': 'servfail' })).outcome(mailExchangers)).toMatchObject({ status: 'failed' });
  });
});

describe('service records', () => {
  const run = (zone: Zone, differs: Partial<Target> = {}) => {
    const resolver = fakeResolver(zone);
    const probe = probeServiceRecords({ io: io({ resolver }), target: target(differs) });
    return runProbe(probe, example).then((ran) => ({ ...ran, asked: resolver.asked }));
  };

  test('name servers with the security that their label implies, lowest priority first', async () => {
    const ran = await run({
      '_imaps._tcp.example.org SRV': ['10 0 993 backup.example.org', '0 1 993 imap.example.org'],
      '_imap._tcp.example.org SRV': ['0 1 143 imap.example.org'],
      '_submissions._tcp.example.org SRV': ['0 1 465 smtp.example.org'],
    });
    expect(ran.asked).toHaveLength(7);
    expect(ran.value(serviceRecords).records).toEqual([
      { label: '_imaps', priority: 0, weight: 1, port: 993, target: 'imap.example.org', ttl: 300 },
      { label: '_imap', priority: 0, weight: 1, port: 143, target: 'imap.example.org', ttl: 300 },
      { label: '_submissions', priority: 0, weight: 1, port: 465, target: 'smtp.example.org', ttl: 300 },
      { label: '_imaps', priority: 10, weight: 0, port: 993, target: 'backup.example.org', ttl: 300 },
    ]);
    expect(ran.discovered).toEqual([
      'imap.example.org',
      'imap.example.org/imap:993+tls',
      'imap.example.org',
      'imap.example.org/imap:143+starttls',
      'smtp.example.org',
      'smtp.example.org/smtp:465+tls',
      'backup.example.org',
      'backup.example.org/imap:993+tls',
    ]);
  });

  test('only lead to protocols that are looked at', async () => {
    const ran = await run(
      {
        '_pop3s._tcp.example.org SRV': ['0 1 995 pop.example.org'],
        '_sieve._tcp.example.org SRV': ['0 1 4190 sieve.example.org'],
      },
      { protocols: ['sieve'] },
    );
    expect(ran.discovered).toEqual(['sieve.example.org', 'sieve.example.org/sieve:4190+starttls']);
  });

  test('"not offered" and names that are none lead nowhere', async () => {
    const ran = await run({
      '_pop3._tcp.example.org SRV': ['0 0 0 .'],
      '_imap._tcp.example.org SRV': ['0 0 143 192.0.2.1', '0 0 0 imap.example.org', '0 0 143 im ap.example.org'],
    });
    expect(ran.value(serviceRecords).records).toHaveLength(4);
    expect(ran.value(serviceRecords).records.map((one) => one.target)).toContain('im ap.example.org');
    expect(ran.discovered).toEqual([]);
  });

  test('a label that fails is left out; when all fail, that is the failure', async () => {
    const some = await run({
      '_imaps._tcp.example.org SRV': 'servfail',
      '_pop3s._tcp.example.org SRV': ['0 1 995 p.example.org'],
    });
    expect(some.value(serviceRecords).records).toHaveLength(1);
    const all = Object.fromEntries(some.asked.map((question) => [question, 'timeout' as const]));
    expect((await run(all)).outcome(serviceRecords)).toMatchObject({
      status: 'failed',
      failure: { trouble: 'timeout' },
    });
  });

  test('are not asked for when a server was named', async () => {
    const ran = await run({}, { servers: [{ protocol: 'imap', host: 'imap.example.org' }] });
    expect(ran.asked).toEqual([]);
    expect(ran.outcome(serviceRecords)).toEqual({ status: 'skipped', because: 'not-asked' });
  });

  test('a survey adds every standard port of the server', async () => {
    const ran = await run(
      { '_imaps._tcp.example.org SRV': ['0 1 993 imap.example.org'] },
      { survey: true, protocols: ['imap'] },
    );
    expect(ran.discovered).toEqual([
      'imap.example.org',
      'imap.example.org/imap:993+tls',
      'imap.example.org/imap:143+starttls',
      'imap.example.org/imap:993+tls',
      'imap.example.org/sieve:4190+starttls',
    ]);
  });
});

describe('guesses', () => {
  const run = (
    zone: Zone,
    differs: Partial<Target> = {},
    records: readonly ServiceRecord[] = [],
    wildcard: readonly string[] = [],
  ) => {
    const resolver = fakeResolver(zone, (_, type) => (type === 'A' && wildcard.length > 0 ? wildcard : undefined));
    const probe = probeGuesses({ io: io({ resolver }), target: target(differs) });
    const known = [observed(serviceRecords, example, { records })];
    return runProbe(probe, example, { known }).then((ran) => ({ ...ran, asked: resolver.asked }));
  };
  const record = (label: ServiceRecord['label'], name = 'imap.example.org'): ServiceRecord => ({
    label,
    priority: 0,
    weight: 0,
    port: 993,
    target: name,
  });

  test('try the name of each protocol and the one that they share', async () => {
    const ran = await run({ 'imap.example.org A': ['192.0.2.1'], 'mail.example.org AAAA': ['2001:db8::1'] });
    expect(ran.value(guessedHosts)).toEqual({
      tried: ['smtp.example.org', 'imap.example.org', 'pop.example.org', 'mail.example.org'],
      exist: ['imap.example.org', 'mail.example.org'],
    });
    expect(ran.discovered).toEqual([
      'mail.example.org',
      'mail.example.org/smtp:465+tls',
      'mail.example.org/smtp:587+starttls',
      'imap.example.org',
      'imap.example.org/imap:993+tls',
      'imap.example.org/imap:143+starttls',
      'mail.example.org',
      'mail.example.org/pop3:995+tls',
      'mail.example.org/pop3:110+starttls',
    ]);
    expect(ran.asked).toHaveLength(10);
  });

  test('do not count names that only wildcard DNS makes', async () => {
    const zone = { 'imap.example.org A': ['203.0.113.80'], 'mail.example.org A': ['192.0.2.1', '203.0.113.80'] };
    const ran = await run(zone, {}, [], ['203.0.113.80', '203.0.113.81']);
    expect(ran.value(guessedHosts).exist).toEqual(['mail.example.org']);
  });

  test('ask a name for the wildcard that nobody can foresee', async () => {
    const labels = await Promise.all([run({}), run({})]);
    const [one, two] = labels.map(({ asked }) => asked[0]!);
    expect(one).toMatch(/^[a-z]{20}\.example\.org A$/);
    expect(one).not.toBe(two);
  });

  test('are made only for protocols that no SRV record speaks of, "not offered" included', async () => {
    const ran = await run({ 'smtp.example.org A': ['192.0.2.1'] }, {}, [record('_imaps'), record('_pop3', '.')]);
    expect(ran.value(guessedHosts).tried).toEqual(['smtp.example.org', 'mail.example.org']);
    expect(ran.discovered[0]).toBe('smtp.example.org');
  });

  test('are not made when every protocol has its server, or the user named one', async () => {
    for (const ran of [
      await run({}, { protocols: ['imap'] }, [record('_imaps')]),
      await run({}, { servers: [{ protocol: 'imap', host: 'x.example.org' }] }),
    ]) {
      expect(ran.outcome(guessedHosts)).toEqual({ status: 'skipped', because: 'not-asked' });
      expect(ran.asked).toEqual([]);
    }
  });

  test('fail when nothing could be asked', async () => {
    const resolver = fakeResolver({}, () => 'timeout');
    const ran = await runProbe(probeGuesses({ io: io({ resolver }), target: target() }), example);
    expect(ran.outcome(guessedHosts)).toMatchObject({ status: 'failed', failure: { trouble: 'timeout' } });
  });
});
