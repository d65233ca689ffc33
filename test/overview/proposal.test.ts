import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import type { Proposal, ProposedRecord } from '../../src/model/proposal.ts';
import { address } from '../../src/model/subject.ts';
import type { RecordWishes } from '../../src/model/target.ts';
import { proposal } from '../../src/overview/proposal.ts';
import { mailExchangers, serviceRecords } from '../../src/probes/facts/dns.ts';
import { domainValidation } from '../../src/probes/facts/dnssec.ts';
import { tlsSession } from '../../src/probes/facts/mail.ts';
import { caa, tlsReporting } from '../../src/probes/facts/published.ts';
import { spfResult, spfSurvey } from '../../src/probes/facts/spf.ts';
import { evaluateSpf } from '../../src/probes/spf/evaluate.ts';
import { surveySpf } from '../../src/probes/spf/survey.ts';
import { parseCaa } from '../../src/protocols/caa.ts';
import { parseTlsRpt } from '../../src/protocols/tls-rpt.ts';
import { renderZone } from '../../src/report/zone.ts';
import { failed, observed, viewOf } from '../evidence.ts';
import { fakeResolver } from '../probes/fake-resolver.ts';
import { fakeJournal } from '../probes/fake-run.ts';
import { io } from '../probes/world.ts';
import { rsa2048 } from '../protocols/dkim-samples.ts';
import {
  asked,
  at,
  dane,
  dmarc,
  fetched,
  hostWith,
  key,
  keys,
  mailAt,
  mailHost,
  mx,
  policy,
  policyText,
  session,
  sts,
} from '../rules/records/facts.ts';

const by = () => ({ journal: fakeJournal(), signal: new AbortController().signal });
const proposed = (observations: readonly Observation[], wishes: Partial<RecordWishes> = {}): Proposal =>
  proposal(viewOf(observations, asked(wishes)));
const group = (all: Proposal, title: string) => all.groups.find((one) => one.title === title);
const line = ({ name, type, data, example }: ProposedRecord): string => `${example ? '? ' : ''}${name} ${type} ${data}`;
const lines = (observations: readonly Observation[], title: string, wishes: Partial<RecordWishes> = {}): string[] =>
  group(proposed(observations, wishes), title)?.records.map(line) ?? [];

const receiving = [mx('10 mail.example.org'), ...hostWith(mailHost, ['192.0.2.10'])];

describe('MX', () => {
  test('right ones are kept, in order', () => {
    const all = [mx('10 a.example.org', '20 b.example.org'), ...hostWith('a.example.org', ['192.0.2.1'])];
    expect(lines(all, 'MX')).toEqual(['example.org MX 10 a.example.org.', 'example.org MX 20 b.example.org.']);
  });
  test('what leads nowhere is left out, and aliases give way to names', () => {
    const all = [
      mx('5 192.0.2.1', '10 gone.example.org', '15 inside.example.org', '20 alias.example.org', '30 real.example.net'),
      ...hostWith('gone.example.org', []),
      ...hostWith('inside.example.org', ['10.0.0.1']),
      ...hostWith('alias.example.org', ['192.0.2.3'], ['real.example.net']),
    ];
    expect(lines(all, 'MX')).toEqual(['example.org MX 20 real.example.net.']);
    expect(group(proposed(all), 'MX')?.remarks).toHaveLength(4);
  });
  test('a null MX is kept, and needs nothing else to receive', () => {
    const all = proposed([mx('0 .')]);
    expect(group(all, 'MX')?.records.map(line)).toEqual(['example.org MX 0 .']);
    expect(all.groups.map(({ title }) => title)).not.toContain('MTA-STS');
  });
  test('where none is known it is an example', () => {
    expect(lines([mx()], 'MX')).toEqual(['? example.org MX 10 mail.example.org.']);
    const unasked = [failed(mailExchangers, at, { kind: 'dns', stage: 'dns', trouble: 'timeout' })];
    expect(lines(unasked, 'MX')).toEqual([]);
  });
});

describe('SPF', () => {
  const spf = async (texts: string[], ips: string[] = [], more: Observation[] = receiving) => {
    const resolver = fakeResolver({
      'example.org TXT': texts,
      'example.org MX': ['10 mail.example.org'],
      'mail.example.org A': ['192.0.2.10'],
    });
    const survey = observed(spfSurvey, at, await surveySpf('example.org', io({ resolver }), by()));
    const results = await Promise.all(
      ips.map(async (ip) =>
        observed(
          spfResult,
          address(ip, ip),
          await evaluateSpf({ ip, sender: 'a@example.org', helo: 'x' }, io({ resolver }), by()),
        ),
      ),
    );
    return lines([...more, survey, ...results], 'SPF', { sendingIps: ips });
  };
  test.each([
    ['a right one is kept', ['v=spf1 mx -all'], [], 'v=spf1 mx -all'],
    ['an address that passes adds nothing', ['v=spf1 mx -all'], ['192.0.2.10'], 'v=spf1 mx -all'],
    [
      'one that does not is added before the end',
      ['v=spf1 mx ~all'],
      ['198.51.100.9'],
      'v=spf1 mx ip4:198.51.100.9 ~all',
    ],
    [
      'several are joined',
      ['v=spf1 mx include:a.example.net -all', 'v=spf1 mx ip4:192.0.2.1 ~all'],
      [],
      'v=spf1 mx include:a.example.net ip4:192.0.2.1 -all',
    ],
    ['what breaks the grammar is left out', ['v=spf1 mx ipv4:192.0.2.1 -all'], [], 'v=spf1 mx -all'],
    [
      'without any it is made of the exchangers',
      [],
      ['198.51.100.9', '2001:db8::9'],
      'v=spf1 mx ip4:198.51.100.9 ip6:2001:db8::9 ~all',
    ],
  ])('%s', async (_, texts, ips, record) => {
    expect(await spf(texts, ips)).toEqual([`example.org TXT ${record}`]);
  });
  test('who receives and sends nothing forbids all', async () => {
    expect(await spf([], [], [mx('0 .')])).toEqual(['example.org TXT v=spf1 -all']);
  });
});

describe('DKIM', () => {
  test('good keys are kept as published', () => {
    const all = [
      keys(
        key([`v=DKIM1; p=${rsa2048}`]),
        key([`v=DKIM1; p=${rsa2048}`], { selector: 'k1', alias: 'k1.mail.example.net' }),
        key(['v=DKIM1; p='], { selector: 'old' }),
      ),
    ];
    expect(lines(all, 'DKIM')).toEqual([
      `mail._domainkey.example.org TXT v=DKIM1; p=${rsa2048}`,
      'k1._domainkey.example.org CNAME k1.mail.example.net.',
    ]);
    expect(group(proposed(all), 'DKIM')?.remarks.join(' ')).toContain('cannot be used as it is: old');
  });
  test('a key is never made up', () => {
    expect(lines([...receiving, keys()], 'DKIM')).toEqual([
      '? SELECTOR._domainkey.example.org TXT v=DKIM1; k=rsa; p=KEY',
    ]);
  });
});

describe('DMARC', () => {
  test('a record that holds is kept, and without one there is one to start with', () => {
    expect(lines([dmarc(['v=DMARC1; p=reject'])], 'DMARC')).toEqual(['_dmarc.example.org TXT v=DMARC1; p=reject']);
    expect(lines([...receiving, dmarc([])], 'DMARC')).toEqual([
      '_dmarc.example.org TXT v=DMARC1; p=none; rua=mailto:postmaster@example.org',
    ]);
    expect(lines([mx('0 .'), dmarc([])], 'DMARC')).toEqual(['_dmarc.example.org TXT v=DMARC1; p=reject']);
    expect(lines([], 'DMARC')).toEqual([]);
  });
});

describe('MTA-STS and TLS-RPT', () => {
  test('what holds is kept', () => {
    const all = [...receiving, sts('v=STSv1; id=7'), policy(policyText('enforce'))];
    expect(lines(all, 'MTA-STS')).toEqual(['_mta-sts.example.org TXT v=STSv1; id=7']);
    expect(group(proposed(all), 'MTA-STS')?.file).toBeUndefined();
  });
  test('a policy that does not cover the exchangers is written anew, in its mode', () => {
    const file = (mode: string) =>
      group(
        proposed([...receiving, sts('v=STSv1; id=7'), policy(policyText(mode, 'old.example.org', 86_400))]),
        'MTA-STS',
      )?.file;
    expect(file('enforce')).toEqual({
      place: 'https://mta-sts.example.org/.well-known/mta-sts.txt',
      lines: ['version: STSv1', 'mode: enforce', 'mx: mail.example.org', 'max_age: 86400'],
    });
    expect(file('testing')?.lines).toContain('mode: testing');
  });
  test('without any it begins with a test, and the host of the policy is not known', () => {
    expect(lines([...receiving, sts()], 'MTA-STS')).toEqual([
      '? mta-sts.example.org A 192.0.2.1',
      '_mta-sts.example.org TXT v=STSv1; id=20261124T120000',
    ]);
    expect(lines([...receiving, sts('v=STSv1; id=7'), fetched({ kind: 'no-host' })], 'MTA-STS')).toHaveLength(2);
  });
  test('reports go to the postmaster, or where they go now', () => {
    const own = observed(tlsReporting, at, {
      records: [parseTlsRpt('v=TLSRPTv1; rua=https://example.net/x')],
      resembling: [],
    });
    expect(lines([...receiving, own], 'TLS-RPT')).toEqual([
      '_smtp._tls.example.org TXT v=TLSRPTv1; rua=https://example.net/x',
    ]);
    expect(lines(receiving, 'TLS-RPT')).toEqual([
      '_smtp._tls.example.org TXT v=TLSRPTv1; rua=mailto:postmaster@example.org',
    ]);
  });
});

describe('DANE', () => {
  const signed = observed(domainValidation, at, {
    resolver: '127.0.0.1:53',
    trusted: true,
    authenticated: true,
    bogus: false,
    ede: [],
    apex: true,
    ds: ['1 13 2 ab'],
  });
  const shown = observed(tlsSession, mailAt, session());
  test('the record of the key that was seen', () => {
    expect(lines([...receiving, signed, shown, dane([])], 'DANE')).toEqual([
      `_25._tcp.${mailHost} TLSA 3 1 1 ${'2'.repeat(64)}`,
    ]);
  });
  test('none where one fits, where nothing was seen, and where the domain is not signed', () => {
    expect(lines([...receiving, signed, shown, dane([`3 1 1 ${'2'.repeat(64)}`])], 'DANE')).toEqual([]);
    expect(lines([...receiving, signed, dane([])], 'DANE')).toEqual([]);
    expect(lines([...receiving, shown, dane([])], 'DANE')).toEqual([]);
  });
});

describe('CAA and SRV', () => {
  test('are kept, but for what leads nowhere', () => {
    const issue = observed(caa, at, { at: 'example.org', records: [parseCaa('0 issue "ca.example.net"')] });
    const srv = (target: string, label: '_imaps' | '_pop3s') => ({ label, priority: 0, weight: 1, port: 993, target });
    const services = observed(serviceRecords, at, {
      records: [
        srv('imap.example.org', '_imaps'),
        srv('.', '_pop3s'),
        srv('gone.example.org', '_imaps'),
        srv('a b', '_imaps'),
      ],
    });
    const all = [issue, services, ...hostWith('gone.example.org', [])];
    expect(lines(all, 'CAA')).toEqual(['example.org CAA 0 issue "ca.example.net"']);
    expect(lines(all, 'SRV')).toEqual([
      '_imaps._tcp.example.org SRV 0 1 993 imap.example.org.',
      '_pop3s._tcp.example.org SRV 0 1 993 .',
    ]);
  });
  test('which authority and which servers is not known', () => {
    const none = [observed(caa, at, { records: [] }), observed(serviceRecords, at, { records: [] })];
    expect(lines(none, 'CAA').every((one) => one.startsWith('? '))).toBe(true);
    expect(lines(none, 'SRV').every((one) => one.startsWith('? '))).toBe(true);
  });
});

describe('zone lines', () => {
  const zoneOf = (data: string, remark = 'Kept.'): string =>
    renderZone({
      domain: 'example.org',
      madeAt: '2026-11-24T12:00:00.000Z',
      groups: [{ title: 'TXT', remarks: [remark], records: [{ name: 'example.org', type: 'TXT', data }] }],
    });
  test('long texts are cut into strings of 255 bytes', () => {
    const text = 'x'.repeat(600);
    const found = [...zoneOf(text).matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, one]) => one);
    expect(found.map((one) => one?.length)).toEqual([255, 255, 90]);
    expect(found.join('')).toBe(text);
  });
  test('what is special is written as zone files have it', () => {
    expect(zoneOf('a"b\\c;d\u00e9\n\u001b')).toContain('IN TXT "a\\"b\\\\c;d\\195\\169\\010\\027"');
    expect(zoneOf('')).toContain('IN TXT ""');
  });
  test('nothing breaks out of a comment', () => {
    const zone = zoneOf('x', 'evil\nexample.org. IN A 192.0.2.66\u2028\u001b[2J');
    expect(zone.split('\n').filter((one) => one !== '' && !one.startsWith('; '))).toEqual([
      'example.org. 3600 IN TXT "x"',
    ]);
    expect(zone).toMatch(/^[\x20-\x7e\n]*$/);
  });
});
