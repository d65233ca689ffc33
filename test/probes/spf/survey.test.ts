import { describe, expect, it, test } from 'vitest';
import type { DnsType } from '../../../src/model/resolver.ts';
import { address, domain } from '../../../src/model/subject.ts';
import { endless, type SpfNote, type SpfSurvey, spfResult, spfSurvey } from '../../../src/probes/facts/spf.ts';
import { probeSpfResult } from '../../../src/probes/spf/probe-result.ts';
import { probeSpfSurvey } from '../../../src/probes/spf/probe-survey.ts';
import { surveyCaps, surveySpf } from '../../../src/probes/spf/survey.ts';
import { cpuTime } from '../../cpu-time.ts';
import { type FakeResolver, fakeResolver, type Zone } from '../fake-resolver.ts';
import { fakeJournal, runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

const surveyed = (resolver: FakeResolver, caps = surveyCaps, of = 'example.org'): Promise<SpfSurvey> =>
  surveySpf(of, io({ resolver }), { journal: fakeJournal(), signal: new AbortController().signal }, caps);

const survey = (zone: Zone): Promise<SpfSurvey> => surveyed(fakeResolver(zone));

/** A record of example.org and whatever else there is. */
const notes = async (record: string, zone: Zone = {}): Promise<SpfNote[]> => [
  ...(await survey({ 'example.org TXT': [record], ...zone })).notes,
];

const tree: Zone = {
  'example.org TXT': [
    'site=1',
    'v=spf1 ip4:5.5.5.0/24 mx ?include:_spf.example.net a:www.example.org//64 redirect=all.example.org',
  ],
  'example.org MX': ['20 mx2.example.org', '10 mx1.example.org'],
  'mx1.example.org A': ['5.5.6.1'],
  'mx1.example.org AAAA': ['2001:db8::1'],
  'mx2.example.org A': ['5.5.6.2'],
  'mx2.example.org AAAA': [],
  '_spf.example.net TXT': [
    'v=spf1 -ip4:5.5.9.9 ip4:5.5.9.0/24 exists:%{i}.x.example.net exists:%{d}.y.example.net ~all',
  ],
  '_spf.example.net.y.example.net A': ['127.0.0.2'],
  'www.example.org A': ['5.5.7.1'],
  'www.example.org AAAA': ['2a00:1::1:2:3:4'],
  'all.example.org TXT': ['v=spf1 ip6:2a00:2::/32 -all'],
};

test('walks everything that the policy leads to, in as many waits as it is deep', async () => {
  const resolver = fakeResolver(tree);
  const journal = fakeJournal();
  const counting: FakeResolver = {
    ...resolver,
    query(name, type, by, signal) {
      by.query();
      by.roundTrip();
      return resolver.query(name, type, by, signal);
    },
  };
  const found = await surveySpf('Example.ORG', io({ resolver: counting }), {
    journal,
    signal: new AbortController().signal,
  });
  expect(found).toMatchObject({
    domain: 'example.org',
    lookups: 6,
    voids: { ipv4: 0, ipv6: 1 },
    unlisted: 'fail',
    complete: true,
  });
  expect(found.records.map((record) => [record.domain, record.state, record.lookups, record.from])).toEqual([
    ['example.org', 'one', 6, undefined],
    ['_spf.example.net', 'one', 2, { domain: 'example.org', of: 0, at: 25 }],
    ['all.example.org', 'one', 0, { domain: 'example.org', of: 0, at: 73 }],
  ]);
  expect(found.networks.map(({ network, qualifier, domain }) => `${qualifier}${network} ${domain}`)).toEqual([
    '+5.5.5.0/24 example.org',
    '+5.5.6.1/32 example.org',
    '+2001:db8::1/128 example.org',
    '+5.5.6.2/32 example.org',
    '?5.5.9.0/24 _spf.example.net',
    '+5.5.7.1/32 example.org',
    '+2a00:1::/64 example.org',
    '+2a00:2::/32 all.example.org',
  ]);
  expect(found.questions).toBe(12);
  expect(new Set(resolver.asked).size).toBe(12);
  expect(journal.counts).toMatchObject({ queries: 12, roundTrips: 3 });
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test('a term shows what it names, what it costs and where it leads', async () => {
  const [own, included] = (await survey(tree)).records;
  expect(own?.terms[1]).toEqual({
    of: 0,
    text: 'mx',
    at: 22,
    kind: 'mx',
    qualifier: '+',
    unreachable: false,
    target: 'example.org',
    asked: [
      {
        name: 'example.org',
        type: 'MX',
        found: 'records',
        data: ['20 mx2.example.org', '10 mx1.example.org'],
        count: 2,
      },
      { name: 'mx1.example.org', type: 'A', found: 'records', data: ['5.5.6.1'], count: 1 },
      { name: 'mx1.example.org', type: 'AAAA', found: 'records', data: ['2001:db8::1'], count: 1 },
      { name: 'mx2.example.org', type: 'A', found: 'records', data: ['5.5.6.2'], count: 1 },
      { name: 'mx2.example.org', type: 'AAAA', found: 'nothing', data: [], count: 0 },
    ],
    networks: ['5.5.6.1/32', '2001:db8::1/128', '5.5.6.2/32'],
    void: { ipv4: false, ipv6: true },
    lookups: 1,
  });
  expect(own?.terms[2]).toMatchObject({ kind: 'include', leadsTo: '_spf.example.net', lookups: 3 });
  expect(included?.terms[2]).toMatchObject({ needs: ['i'], asked: [], lookups: 1 });
  expect(included?.terms[3]).toMatchObject({ target: '_spf.example.net.y.example.net', lookups: 1 });
});

test('sizes are told: of the record, and of an answer with all TXT records of the name', async () => {
  const long = `v=spf1 ${'ip4:5.5.5.5 '.repeat(40)}-all`;
  const [record] = (await survey({ 'example.org TXT': ['x'.repeat(300), long] })).records;
  expect(record?.length).toBe(long.length);
  // Header, question, OPT, and two records of two strings each.
  expect(record?.answerBytes).toBe(12 + 17 + 11 + (12 + 300 + 2) + (12 + long.length + 2));
});

test('the strings of records are counted where they are known', async () => {
  const text = 'v=spf1 -all';
  const resolver = fakeResolver({ 'example.org TXT': [text] });
  const parted: FakeResolver = {
    ...resolver,
    async query(name, type, journal, signal) {
      const answer = await resolver.query(name, type, journal, signal);
      return { ...answer, records: answer.records.map((record) => ({ ...record, strings: [...text] })) };
    },
  };
  const [record] = (await surveyed(parted)).records;
  expect(record?.answerBytes).toBe(12 + 17 + 11 + 12 + 2 * text.length);
});

describe('notes are facts about', () => {
  const code = (found: readonly SpfNote[]) => found.map((note) => note.code);

  it.each<[string, Zone, object[]]>([
    ['no name', {}, [{ code: 'no-record', found: 'no-name', domain: 'example.org' }]],
    ['no TXT record', { 'example.org A': [] }, [{ code: 'no-record', found: 'nothing' }]],
    ['other records', { 'example.org TXT': ['x=y'] }, [{ code: 'no-record', found: 'other-records' }]],
    [
      'a record that is not selected',
      { 'example.org TXT': ['"v=spf1 -all"'] },
      [{ code: 'no-record' }, { code: 'resembles-spf', text: '"v=spf1 -all"' }],
    ],
    [
      'several records',
      { 'example.org TXT': ['v=spf1 ip4:5.5.5.5 -all', 'v=spf1 ip4:5.5.5.6 ~all'] },
      [
        { code: 'several-records', count: 2 },
        { code: 'all', qualifier: '-' },
        { code: 'all', qualifier: '~' },
      ],
    ],
    [
      'the deprecated type',
      { 'example.org TXT': ['v=spf1 -all'], 'example.org SPF': ['v=spf1 +all'] },
      [{ code: 'spf-type', count: 1, text: 'v=spf1 +all' }, { code: 'all' }],
    ],
    [
      'a server that fails',
      { 'example.org TXT': 'servfail' },
      [{ code: 'dns', name: 'example.org', type: 'TXT', failure: { trouble: 'servfail' } }],
    ],
  ])('%s', async (_, zone, expected) => {
    const found = await survey(zone);
    expect(found.notes).toMatchObject(expected);
    expect(found.notes).toHaveLength(expected.length);
    expect(found.unlisted === undefined).toBe(found.records[0]?.state !== 'one');
  });

  it.each<[string, string, Zone, object[]]>([
    ['nothing', 'v=spf1 ip4:5.5.5.5 -all', {}, []],
    ['an error', 'v=spf1 ipv4:5.5.5.5 -all', {}, [{ code: 'syntax', error: { problem: 'mechanism', at: 7 } }]],
    ['+all', 'v=spf1 all', {}, [{ code: 'all', qualifier: '+', at: 7, text: 'all' }]],
    ['?all', 'v=spf1 ?all', {}, [{ code: 'all', qualifier: '?' }]],
    ['an open end', 'v=spf1 ip4:5.5.5.5', {}, [{ code: 'open-end' }]],
    ['ptr', 'v=spf1 ptr -all', {}, [{ code: 'ptr', at: 7 }]],
    ['what stands behind all', 'v=spf1 -all a:x.example.org', {}, [{ code: 'unreachable', text: 'a:x.example.org' }]],
    [
      'redirect beside all',
      'v=spf1 redirect=x.example.org -all',
      {},
      [{ code: 'unreachable', text: 'redirect=x.example.org' }],
    ],
    ['exp behind all', 'v=spf1 -all exp=x.example.org', { 'x.example.org TXT': ['because'] }, []],
    ['exp without text', 'v=spf1 -all exp=x.example.org', {}, [{ code: 'no-explanation', target: 'x.example.org' }]],
    [
      'exp with two texts',
      'v=spf1 -all exp=x.example.org',
      { 'x.example.org TXT': ['a', 'b'] },
      [{ code: 'no-explanation' }],
    ],
    ['exp for the sender', 'v=spf1 -all exp=%{i}.example.org', {}, []],
    [
      'an unknown modifier',
      'v=spf1 ra=postmaster -all',
      {},
      [{ code: 'unknown-modifier', name: 'ra', mechanism: false }],
    ],
    [
      'an equals sign for a colon',
      'v=spf1 ip4=5.5.5.5 -all',
      {},
      [{ code: 'unknown-modifier', name: 'ip4', mechanism: true }],
    ],
    ['bits behind the prefix', 'v=spf1 ip4:5.5.5.5/24 -all', {}, [{ code: 'host-bits', network: '5.5.5.0/24' }]],
    ['bits behind the prefix, IPv6', 'v=spf1 ip6:2a00::1/33 -all', {}, [{ code: 'host-bits', network: '2a00::/33' }]],
    ['ip4 /0', 'v=spf1 ip4:0.0.0.0/0 -all', {}, [{ code: 'every-address', family: 4 }]],
    ['ip6 /0', 'v=spf1 ip6:::/0 -all', {}, [{ code: 'every-address', family: 6 }]],
    ['a /0', 'v=spf1 a/0 -all', { 'example.org A': ['5.5.5.5'] }, [{ code: 'every-address', family: 4 }]],
    [
      'mx //0',
      'v=spf1 mx//0 -all',
      { 'example.org MX': ['0 example.org'], 'example.org A': ['5.5.5.5'] },
      [{ code: 'every-address', family: 6 }],
    ],
    [
      'private addresses',
      'v=spf1 ip4:10.0.0.0/8 -all',
      {},
      [{ code: 'not-public', network: '10.0.0.0/8', class: 'private' }],
    ],
    ['loopback', 'v=spf1 ip6:::1 -all', {}, [{ code: 'not-public', network: '::1/128', class: 'loopback' }]],
    [
      'a host without address',
      'v=spf1 a:x.example.org -all',
      {},
      [{ code: 'void', name: 'x.example.org', type: 'A', at: 7 }],
    ],
    ['a host with one family', 'v=spf1 a:x.example.org -all', { 'x.example.org AAAA': ['2a00::1'] }, []],
    ['no exchangers', 'v=spf1 mx -all', {}, [{ code: 'void', name: 'example.org', type: 'MX' }]],
    [
      'an exchanger without address',
      'v=spf1 mx -all',
      { 'example.org MX': ['0 x.example.org'] },
      [{ code: 'void', name: 'x.example.org', type: 'A' }],
    ],
    ['a null MX', 'v=spf1 mx -all', { 'example.org MX': ['0 .'] }, []],
    ['exists of nothing', 'v=spf1 exists:x.example.org -all', {}, [{ code: 'void', name: 'x.example.org', type: 'A' }]],
    [
      'a target that is no name',
      'v=spf1 a:x..example.org -all',
      {},
      [{ code: 'target-not-a-name', target: 'x..example.org' }],
    ],
    [
      'what only a message tells',
      'v=spf1 exists:%{ir}.%{v}.x.example.org -all',
      {},
      [{ code: 'message-dependent', letters: ['i', 'v'] }],
    ],
    [
      'the domain in a target',
      'v=spf1 include:b.example.org -all',
      { 'b.example.org TXT': ['v=spf1 exists:%{o}.%{d}'] },
      [
        { code: 'open-end', domain: 'b.example.org' },
        { code: 'void', name: 'example.org.b.example.org', domain: 'b.example.org' },
      ],
    ],
    [
      '%{p}',
      'v=spf1 exists:%{p}.x.example.org -all',
      {},
      [{ code: 'p-macro' }, { code: 'message-dependent', letters: ['p'] }],
    ],
    ['a dead include', 'v=spf1 include:x.example.org -all', {}, [{ code: 'dead-target', target: 'x.example.org' }]],
    [
      'an include without record',
      'v=spf1 include:x.example.org -all',
      { 'x.example.org TXT': ['v=spf'] },
      [{ code: 'dead-target' }, { code: 'resembles-spf', domain: 'x.example.org', text: 'v=spf' }],
    ],
    ['a dead redirect', 'v=spf1 redirect=x.example.org', {}, [{ code: 'dead-target' }]],
    ['a loop', 'v=spf1 include:example.org -all', {}, [{ code: 'loop', target: 'example.org' }]],
    [
      'a repeated term',
      'v=spf1 ip4:5.5.5.5 +IP4:5.5.5.5 -all',
      {},
      [{ code: 'upper-case' }, { code: 'repeated-term', at: 19 }],
    ],
    ['the version in upper case', 'V=spf1 ip4:5.5.5.5 -all', {}, [{ code: 'upper-case', domain: 'example.org' }]],
    ['capitals in an argument', 'v=spf1 ip6:2A00::1 -all', {}, []],
    ['two spaces', 'v=spf1  ip4:5.5.5.5 -all', {}, [{ code: 'spaces' }]],
    ['a space at the end', 'v=spf1 ip4:5.5.5.5 -all ', {}, [{ code: 'spaces' }]],
    [
      'a host that cannot be asked for',
      'v=spf1 a:x.example.org -all',
      { 'x.example.org A': 'timeout', 'x.example.org AAAA': ['2a00::1'] },
      [{ code: 'dns', name: 'x.example.org', type: 'A', at: 7 }],
    ],
    [
      'eleven exchangers',
      'v=spf1 mx -all',
      { 'example.org MX': Array.from({ length: 11 }, (_, n) => `${n} x.example.org`), 'x.example.org A': ['5.5.5.5'] },
      [{ code: 'many-exchangers', count: 11 }],
    ],
    [
      'a record that is included twice',
      'v=spf1 include:x.example.org include:y.example.org -all',
      { 'x.example.org TXT': ['v=spf1 include:y.example.org -all'], 'y.example.org TXT': ['v=spf1 ip4:5.5.5.5 -all'] },
      [{ code: 'repeated-target', target: 'y.example.org', domain: 'x.example.org', at: 7 }],
    ],
  ])('%s', async (_, record, zone, expected) => {
    // A proper end is no news here.
    const found = (await notes(record, zone)).filter((note) => note.code !== 'all' || note.qualifier !== '-');
    expect(found).toMatchObject(expected);
    expect(code(found)).toHaveLength(expected.length);
  });
});

describe('costs', () => {
  it('count a record each time it is led to', async () => {
    const found = await survey({
      'example.org TXT': ['v=spf1 include:x.example.org include:y.example.org -all'],
      'x.example.org TXT': ['v=spf1 include:y.example.org a -all'],
      'x.example.org A': ['5.5.5.5'],
      'y.example.org TXT': ['v=spf1 mx a:gone.example.org ptr exists:%{p}.example.org -all'],
    });
    expect(found.records.map(({ domain, lookups }) => [domain, lookups])).toEqual([
      ['example.org', 2 + 2 + 5 + 5],
      ['x.example.org', 2 + 5],
      ['y.example.org', 5],
    ]);
    expect(found).toMatchObject({ lookups: 14, voids: { ipv4: 4, ipv6: 5 } });
  });

  it('leave out what is never looked at', async () => {
    const found = await survey({ 'example.org TXT': ['v=spf1 -all mx include:x.example.org redirect=y.example.org'] });
    expect(found).toMatchObject({ lookups: 0, questions: 2, records: [{ domain: 'example.org' }] });
  });

  it('of a loop are endless, from wherever it is entered', async () => {
    const found = await survey({
      'example.org TXT': ['v=spf1 include:a.example.org include:d.example.org -all'],
      'a.example.org TXT': ['v=spf1 include:b.example.org -all'],
      'b.example.org TXT': ['v=spf1 redirect=a.example.org'],
      'd.example.org TXT': ['v=spf1 a -all'],
    });
    expect(found.records.map(({ domain, lookups }) => [domain, lookups])).toEqual([
      ['example.org', endless],
      ['a.example.org', endless],
      ['d.example.org', 1],
      ['b.example.org', endless],
    ]);
    expect(found.notes.filter(({ code }) => code === 'loop')).toMatchObject([
      { domain: 'a.example.org', target: 'b.example.org' },
      { domain: 'b.example.org', target: 'a.example.org' },
    ]);
  });
});

describe('what an unlisted sender gets', () => {
  it.each<[string, Zone, string | undefined]>([
    ['all', { 'example.org TXT': ['v=spf1 ~all'] }, 'softfail'],
    ['no end', { 'example.org TXT': ['v=spf1 mx'] }, 'neutral'],
    [
      'redirect',
      { 'example.org TXT': ['v=spf1 redirect=b.example.org'], 'b.example.org TXT': ['v=spf1 ?all'] },
      'neutral',
    ],
    ['redirect and all', { 'example.org TXT': ['v=spf1 redirect=b.example.org -all'] }, 'fail'],
    ['redirect to nothing', { 'example.org TXT': ['v=spf1 redirect=b.example.org'] }, undefined],
    ['redirect by the sender', { 'example.org TXT': ['v=spf1 redirect=%{l}.example.org'] }, undefined],
    ['redirect to itself', { 'example.org TXT': ['v=spf1 redirect=example.org'] }, undefined],
    ['an error', { 'example.org TXT': ['v=spf1 quack -all'] }, undefined],
    ['two records', { 'example.org TXT': ['v=spf1 -all', 'v=spf1 -all'] }, undefined],
    ['no record', {}, undefined],
  ])('%s', async (_, zone, unlisted) => expect((await survey(zone)).unlisted).toBe(unlisted));
});

test('networks below an include count when they pass there, and take its qualifier', async () => {
  const found = await survey({
    'example.org TXT': ['v=spf1 -include:a.example.org include:b.example.org ip4:5.0.0.9 -all'],
    'a.example.org TXT': ['v=spf1 ip4:5.0.0.1 ~ip4:5.0.0.2 include:b.example.org'],
    'b.example.org TXT': ['v=spf1 redirect=c.example.org ip4:5.0.0.3'],
    'c.example.org TXT': ['v=spf1 ip4:5.0.0.4 -ip4:5.0.0.5 all ip4:5.0.0.6'],
  });
  expect(found.networks.map(({ network, qualifier }) => qualifier + network)).toEqual([
    '-5.0.0.1/32',
    '-5.0.0.3/32',
    '-5.0.0.4/32',
    '+5.0.0.3/32',
    '+5.0.0.4/32',
    '+5.0.0.9/32',
  ]);
});

describe('hostile records', () => {
  const everywhere = (answer: (name: string, type: DnsType) => readonly string[]) =>
    fakeResolver({}, (name, type) => answer(name, type));

  it.each<[string, (name: string, type: DnsType) => readonly string[]]>([
    ['a chain without end', (name) => [`v=spf1 include:x${name.length}.${name.slice(-100)} -all`]],
    ['names that grow', () => ['v=spf1 redirect=x%{d}.%{d}']],
    [
      'a tree without end',
      (name) => [`v=spf1 ${Array.from({ length: 300 }, (_, n) => `include:${n}.${name.slice(-100)}`).join(' ')}`],
    ],
    [
      'everything includes everything',
      () => [`v=spf1 ${Array.from({ length: 100 }, (_, n) => `include:${n}.example.org`).join(' ')}`],
    ],
    [
      '64 KiB of addresses',
      (_, type) =>
        type === 'TXT'
          ? ['v=spf1 a '.padEnd(64_000, 'a:x.example.org ')]
          : Array.from({ length: 1000 }, (_, n) => `5.5.${n >> 8}.${n & 255}`),
    ],
    [
      'a thousand exchangers each',
      (_, type) =>
        type === 'TXT'
          ? [`v=spf1 ${Array.from({ length: 200 }, (_, n) => `mx:${n}.example.org`).join(' ')}`]
          : Array.from({ length: 1000 }, (_, n) => `${n} h${n}.example.org`),
    ],
    ['a thousand records', (_, type) => (type === 'TXT' ? Array.from({ length: 1000 }, () => 'v=spf1 mx a -all') : [])],
    ['64 KiB of errors', () => [`v=spf1 ${'x '.repeat(32_000)}`]],
    ['64 KiB of one word', () => [`v=spf1 a:${'x'.repeat(64_000)}.example.org`]],
    ['64 KiB of modifiers', () => [`v=spf1 ${'x= '.repeat(20_000)}`]],
  ])('%s: bounded questions, time and evidence', async (_, answer) => {
    const resolver = everywhere(answer);
    const took = await cpuTime(async () => {
      const found = await surveyed(resolver);
      expect(JSON.stringify(found).length).toBeLessThan(8_000_000);
    });
    expect(took).toBeLessThan(5000);
    expect(resolver.asked.length).toBeLessThanOrEqual(surveyCaps.questions);
  });

  it('what lies beyond the caps is told', async () => {
    const found = await surveyed(
      everywhere((name) => [`v=spf1 include:x.${name.slice(-100)} -all`]),
      { questions: 5, deadlineMs: 60_000 },
    );
    expect(found).toMatchObject({ complete: false, questions: 5 });
    expect(found.notes.some(({ code }) => code === 'not-surveyed')).toBe(true);
    expect(found.records.at(-1)).toMatchObject({ state: 'not-asked' });
  });

  it.each(['', 'lab', 'a..example.org', `${'x'.repeat(64)}.example.org`, '\u001b[2J.example.org'])(
    '%j is no domain',
    async (name) => {
      const resolver = fakeResolver({});
      const found = await surveyed(resolver, surveyCaps, name);
      expect(found).toMatchObject({ lookups: 0, questions: 0, records: [{ state: 'not-a-domain' }] });
      expect(resolver.asked).toEqual([]);
    },
  );
});

describe('probes', () => {
  const zone: Zone = { 'example.org TXT': ['v=spf1 ip4:192.0.2.1 -all'] };
  const look = { io: io({ resolver: fakeResolver(zone) }), target: target({ domain: 'example.org' }) };

  it('record the survey', async () => {
    const ran = await runProbe(probeSpfSurvey(look), domain('example.org'));
    expect(ran.value(spfSurvey)).toMatchObject({ domain: 'example.org', unlisted: 'fail' });
  });

  it('record a failing DNS as part of it', async () => {
    const failing = { ...look, io: io({ resolver: fakeResolver({ 'example.org TXT': 'servfail' }) }) };
    const ran = await runProbe(probeSpfSurvey(failing), domain('example.org'));
    expect(ran.value(spfSurvey)).toMatchObject({ complete: false, records: [{ state: 'failed' }] });
  });

  it('record the result of each address that mail is sent from', async () => {
    const asked = target({ domain: 'example.org', records: { selectors: [], sendingIps: ['192.0.2.1', '192.0.2.2'] } });
    const results = ['192.0.2.1', '192.0.2.2'].map(async (ip) => {
      const ran = await runProbe(probeSpfResult({ ...look, target: asked }), address(ip, ip));
      return ran.value(spfResult).result;
    });
    expect(await Promise.all(results)).toEqual(['pass', 'fail']);
  });

  it('skip addresses that no mail of the domain is sent from', async () => {
    const ran = await runProbe(probeSpfResult(look), address('www.example.org', '192.0.2.1'));
    expect(ran.outcome(spfResult)).toEqual({ status: 'skipped', because: 'not-applicable' });
  });
});
