import { describe, expect, it, test } from 'vitest';
import { Failed } from '../../../src/model/failure.ts';
import type { Resolver } from '../../../src/model/resolver.ts';
import type { SpfCheck, SpfEvaluation, SpfStep } from '../../../src/probes/facts/spf.ts';
import { evaluateSpf, type SpfSubject } from '../../../src/probes/spf/evaluate.ts';
import { type SpfLimits, spfLimits } from '../../../src/probes/spf/run.ts';
import { cpuTime } from '../../cpu-time.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { io } from '../world.ts';

const evaluate = async (
  zone: Zone,
  subject: Partial<SpfSubject> = {},
  limits?: Partial<SpfLimits>,
): Promise<SpfEvaluation & { asked: readonly string[] }> => {
  const resolver = fakeResolver(zone);
  const by = { journal: fakeJournal(), signal: new AbortController().signal };
  const found = await evaluateSpf(
    { ip: '192.0.2.1', sender: 'ann@example.org', helo: 'mail.example.org', ...subject },
    io({ resolver }),
    by,
    { ...spfLimits, ...limits },
  );
  return { ...found, asked: resolver.asked };
};

/** Every step below a check, its own first. */
const steps = (check: SpfCheck): SpfStep[] =>
  check.steps.flatMap((step) => [step, ...(step.inner === undefined ? [] : steps(step.inner))]);

const outline = (found: SpfEvaluation) =>
  steps(found.check).map(({ text, outcome, lookups, voids }) => `${text}: ${outcome}, ${lookups}/${voids}`);

const tree: Zone = {
  'example.org TXT': [
    'site=1',
    'v=spf1 mx include:_spf.example.net a:gone.example.org ?exists:%{i}.x.example.org x=y ~all',
  ],
  'example.org MX': ['20 mx2.example.org', '10 mx1.example.org'],
  'mx1.example.org A': ['198.51.100.1'],
  'mx2.example.org A': ['198.51.100.2'],
  '_spf.example.net TXT': ['v=spf1 ip4:203.0.113.0/24 redirect=_more.example.net'],
  '_more.example.net TXT': ['v=spf1 ip4:192.0.2.77/25 -all'],
};

test('steps show the tree: what each term asked, what matched, what was counted so far', async () => {
  const found = await evaluate(tree);
  expect(found).toMatchObject({ result: 'pass', lookups: 3, voids: 0, questions: 6 });
  expect(outline(found)).toEqual([
    'mx: no-match, 1/0',
    'include:_spf.example.net: match, 3/0',
    'ip4:203.0.113.0/24: no-match, 2/0',
    'redirect=_more.example.net: match, 3/0',
    'ip4:192.0.2.77/25: match, 3/0',
    '-all: not-reached, 3/0',
    'a:gone.example.org: not-reached, 0/0',
    '?exists:%{i}.x.example.org: not-reached, 0/0',
    'x=y: no-effect, 0/0',
    '~all: not-reached, 0/0',
  ]);
  expect(found.where).toEqual({
    domains: ['example.org', '_spf.example.net', '_more.example.net'],
    text: 'ip4:192.0.2.77/25',
    at: 7,
  });
  const [mx, include] = found.check.steps;
  expect(mx).toEqual({
    text: 'mx',
    at: 7,
    kind: 'mx',
    qualifier: '+',
    target: 'example.org',
    outcome: 'no-match',
    asked: [
      {
        name: 'example.org',
        type: 'MX',
        found: 'records',
        data: ['20 mx2.example.org', '10 mx1.example.org'],
        count: 2,
      },
      { name: 'mx1.example.org', type: 'A', found: 'records', data: ['198.51.100.1'], count: 1 },
      { name: 'mx2.example.org', type: 'A', found: 'records', data: ['198.51.100.2'], count: 1 },
    ],
    lookups: 1,
    voids: 0,
  });
  expect(include?.inner).toMatchObject({
    domain: '_spf.example.net',
    result: 'pass',
    record: tree['_spf.example.net TXT']?.[0],
  });
  expect(include?.inner?.steps[1]?.inner?.steps[0]).toMatchObject({ matched: '192.0.2.0/25' });
});

test('what leads to nothing is counted, and the end of the record decides', async () => {
  const found = await evaluate(tree, { ip: '198.51.100.77' });
  expect(found).toMatchObject({
    result: 'softfail',
    lookups: 5,
    voids: 2,
    where: { domains: ['example.org'], text: '~all' },
  });
  expect(outline(found).slice(-4)).toEqual([
    'a:gone.example.org: no-match, 4/1',
    '?exists:%{i}.x.example.org: no-match, 5/2',
    'x=y: no-effect, 0/0',
    '~all: match, 5/2',
  ]);
  expect(found.check.steps[3]).toMatchObject({
    target: '198.51.100.77.x.example.org',
    asked: [{ name: '198.51.100.77.x.example.org', type: 'A', found: 'no-name', data: [], count: 0 }],
  });
});

test('an exchanger that matches is found before others are looked at, and later voids do not count', async () => {
  const found = await evaluate({ ...tree, 'mx2.example.org A': [], 'mx1.example.org A': ['192.0.2.1'] }, {});
  expect(found).toMatchObject({ result: 'pass', voids: 0, where: { text: 'mx' } });
  expect(found.check.steps[0]?.asked.map(({ name }) => name)).toEqual(['example.org', 'mx1.example.org']);
});

test('a term counts as void once, however many of its hosts are empty', async () => {
  const mx = Array.from({ length: 5 }, (_, n) => `${n} h${n}.example.org`);
  const zone = { 'example.org TXT': ['v=spf1 mx a:gone.example.org -all'], 'example.org MX': mx };
  expect(await evaluate(zone)).toMatchObject({ result: 'fail', voids: 2 });
});

test('without a sender the HELO name is the domain', async () => {
  const found = await evaluate(
    { 'mail.example.org TXT': ['v=spf1 exists:%{l}.%{o} -all'], 'postmaster.mail.example.org A': ['127.0.0.2'] },
    { sender: '' },
  );
  expect(found).toMatchObject({ result: 'pass', sender: 'postmaster@mail.example.org' });
});

test('the domain may be another than the sender\u2019s', async () => {
  const zone = {
    'helo.example.org TXT': ['v=spf1 exists:%{d}.%{o}.%{h} -all'],
    'helo.example.org.example.org.mail.example.org A': ['127.0.0.2'],
  };
  expect(await evaluate(zone, { domain: 'helo.example.org.' })).toMatchObject({ result: 'pass' });
});

test('an internationalised domain is asked for by its A-labels', async () => {
  const found = await evaluate({ 'xn--bcher-kva.example TXT': ['v=spf1 -all'] }, { sender: 'ann@b\u00fccher.example' });
  expect(found).toMatchObject({ result: 'fail', sender: 'ann@xn--bcher-kva.example' });
});

test('addresses are compared by value, and shown in one form', async () => {
  const zone = { 'example.org TXT': ['v=spf1 a -all'], 'example.org AAAA': ['2001:0DB8:0::0:1'] };
  expect(await evaluate(zone, { ip: '2001:DB8::1' })).toMatchObject({ ip: '2001:db8::1', result: 'pass' });
  expect(await evaluate(zone, { ip: '::ffff:192.0.2.1' })).toMatchObject({ ip: '192.0.2.1', result: 'fail', voids: 1 });
  await expect(evaluate(zone, { ip: 'mail.example.org' })).rejects.toThrow(RangeError);
});

describe('problems say what and where', () => {
  it.each<[string, Zone, Partial<SpfEvaluation>]>([
    [
      'no record',
      { 'example.org TXT': ['x'] },
      { result: 'none', problem: { code: 'no-record', found: 'other-records' } },
    ],
    ['no TXT record', { 'example.org A': [] }, { result: 'none', problem: { code: 'no-record', found: 'nothing' } }],
    ['no such name', {}, { result: 'none', problem: { code: 'no-record', found: 'no-name' } }],
    [
      'two records',
      { 'example.org TXT': ['v=spf1', 'v=spf1'] },
      { result: 'permerror', problem: { code: 'several-records', count: 2 } },
    ],
    [
      'a dead include below',
      {
        'example.org TXT': ['v=spf1 include:b.example.org -all'],
        'b.example.org TXT': ['v=spf1 mx:x.example.org include:c.example.org'],
        'x.example.org MX': ['0 .'],
      },
      {
        result: 'permerror',
        problem: { code: 'target-without-record', target: 'c.example.org' },
        where: { domains: ['example.org', 'b.example.org'], text: 'include:c.example.org', at: 24 },
      },
    ],
    [
      'an error below',
      { 'example.org TXT': ['v=spf1 redirect=b.example.org'], 'b.example.org TXT': ['v=spf1 ipv4:192.0.2.1'] },
      {
        result: 'permerror',
        problem: {
          code: 'syntax',
          errors: [{ problem: 'mechanism', at: 7, expected: expect.any(String), found: 'ipv4:192.0.2.1' }],
        },
        where: { domains: ['example.org', 'b.example.org'] },
      },
    ],
    [
      'a server that fails',
      { 'example.org TXT': ['v=spf1 a -all'], 'example.org A': 'servfail' },
      {
        result: 'temperror',
        problem: {
          code: 'dns',
          name: 'example.org',
          type: 'A',
          failure: { kind: 'dns', stage: 'dns', trouble: 'servfail', resolver: '192.0.2.53:53' },
        },
        where: { domains: ['example.org'], text: 'a', at: 7 },
      },
    ],
    [
      'a server that fails below',
      { 'example.org TXT': ['v=spf1 include:b.example.org -all'], 'b.example.org TXT': 'refused' },
      {
        result: 'temperror',
        problem: {
          code: 'dns',
          name: 'b.example.org',
          type: 'TXT',
          failure: { kind: 'dns', stage: 'dns', trouble: 'refused', resolver: '192.0.2.53:53' },
        },
        where: { domains: ['example.org', 'b.example.org'] },
      },
    ],
    [
      'an include that is no name',
      { 'example.org TXT': ['v=spf1 include:b..example.org -all'] },
      { result: 'permerror', problem: { code: 'target-without-record', target: 'b..example.org' } },
    ],
    [
      'eleven exchangers',
      {
        'example.org TXT': ['v=spf1 mx -all'],
        'example.org MX': Array.from({ length: 11 }, (_, n) => `${n} b.example.org`),
        'b.example.org A': ['198.51.100.1'],
      },
      { result: 'permerror', problem: { code: 'too-many-exchangers', count: 11, limit: 10 } },
    ],
  ])('%s', async (_, zone, expected) => {
    expect(await evaluate(zone)).toMatchObject(expected);
  });

  it('a loop: the eleventh lookup', async () => {
    const found = await evaluate({ 'example.org TXT': ['v=spf1 include:example.org -all'] });
    expect(found).toMatchObject({
      result: 'permerror',
      lookups: 10,
      questions: 1,
      problem: { code: 'too-many-lookups', limit: 10 },
    });
    expect(found.where.domains).toHaveLength(11);
  });

  it('voids: the third', async () => {
    const zone = { 'example.org TXT': ['v=spf1 a:1.example.org a:2.example.org a:3.example.org a:4.example.org -all'] };
    const found = await evaluate(zone);
    expect(found).toMatchObject({
      result: 'permerror',
      voids: 3,
      problem: { code: 'too-many-voids', limit: 2 },
      where: { text: 'a:3.example.org' },
    });
    expect(found.asked).not.toContain('4.example.org A');
  });
});

describe('%{p}', () => {
  const zone: Zone = {
    'example.org TXT': ['v=spf1 exists:%{p}.x.example.org -all'],
    '1.2.0.192.in-addr.arpa PTR': ['other.example.net', 'mx.example.org', 'example.org', 'fake.example.org'],
    'other.example.net A': ['192.0.2.1'],
    'mx.example.org A': ['192.0.2.1'],
    'fake.example.org A': ['192.0.2.9'],
  };
  const target = async (more: Zone) => (await evaluate({ ...zone, ...more })).check.steps[0]?.target;

  it('prefers the domain, then names below it, then others that lead back', async () => {
    expect(await target({ 'example.org A': ['192.0.2.1'] })).toBe('example.org.x.example.org');
    expect(await target({})).toBe('mx.example.org.x.example.org');
    expect(await target({ 'mx.example.org A': [] })).toBe('other.example.net.x.example.org');
    expect(await target({ 'mx.example.org A': [], 'other.example.net A': 'timeout' })).toBe('unknown.x.example.org');
    expect(await target({ '1.2.0.192.in-addr.arpa PTR': 'servfail' })).toBe('unknown.x.example.org');
  });

  it('costs a lookup beside the one of its term', async () => {
    expect(await evaluate(zone)).toMatchObject({ lookups: 2 });
    const many = {
      ...zone,
      'example.org TXT': [`v=spf1 ${'exists:%{p}.x.example.org '.repeat(6)}-all`],
      'mx.example.org.x.example.org A': [],
    };
    expect(await evaluate(many, {}, { voids: 9 })).toMatchObject({
      result: 'permerror',
      problem: { code: 'too-many-lookups' },
    });
  });

  it('costs nothing in an explanation', async () => {
    const found = await evaluate({
      ...zone,
      'example.org TXT': [`v=spf1 ${'a '.repeat(10)}-all exp=%{p}.text.example.org`],
      'example.org A': ['198.51.100.1'],
      'mx.example.org.text.example.org TXT': ['%{p} is not ours'],
    });
    expect(found).toMatchObject({ result: 'fail', lookups: 10, explanation: { text: 'mx.example.org is not ours' } });
  });
});

describe('the explanation', () => {
  const of = async (zone: Zone) =>
    (await evaluate({ 'example.org TXT': ['v=spf1 -all exp=why.example.org'], ...zone })).explanation;

  it.each<[string, Zone, object]>([
    ['is there', { 'why.example.org TXT': ['no %{i}'] }, { target: 'why.example.org', text: 'no 192.0.2.1' }],
    ['has no record', {}, { trouble: 'no-record' }],
    ['has two records', { 'why.example.org TXT': ['a', 'b'] }, { trouble: 'several-records' }],
    ['has an error', { 'why.example.org TXT': ['100%'] }, { trouble: 'syntax' }],
    ['cannot be asked for', { 'why.example.org TXT': 'timeout' }, { trouble: 'dns' }],
    [
      'is at no name',
      { 'example.org TXT': ['v=spf1 -all exp=why..example.org'] },
      { trouble: 'not-a-domain', target: 'why..example.org' },
    ],
  ])('%s', async (_, zone, expected) => expect(await of(zone)).toMatchObject(expected));

  it('is no void lookup, nor is what it needs', async () => {
    const voids = 'v=spf1 a:1.example.org a:2.example.org -all exp=why.example.org';
    expect(await of({ 'example.org TXT': [voids], 'why.example.org TXT': ['%{p}'] })).toMatchObject({
      text: 'unknown',
    });
  });

  it('is not asked for unless the result is fail', async () => {
    const found = await evaluate({ 'example.org TXT': ['v=spf1 ~all exp=why.example.org'] });
    expect(found.explanation).toBeUndefined();
    expect(found.asked).toEqual(['example.org TXT']);
  });
});

describe('hostile records', () => {
  const many = (count: number, line: (n: number) => string) => Array.from({ length: count }, (_, n) => line(n));

  it('a bomb of includes costs no more than the limits', async () => {
    const zone = Object.fromEntries(
      many(1000, (n) => `${n}`).map((n) => [
        `${n === '0' ? '' : `${n}.`}example.org TXT`,
        [`v=spf1 ${many(10, (m) => `include:${((Number(n) * 10 + m) % 999) + 1}.example.org`).join(' ')} -all`],
      ]),
    );
    const found = await evaluate(zone);
    expect(found).toMatchObject({ result: 'permerror', problem: { code: 'too-many-lookups' } });
    expect(found.asked.length).toBeLessThanOrEqual(11);
  });

  it('ten mx terms of ten hosts each are the most that is asked', async () => {
    const zone: Record<string, string[]> = {
      'example.org TXT': [`v=spf1 ${many(10, (n) => `mx:d${n}.example.org`).join(' ')} -all`],
    };
    for (let d = 0; d < 10; d++) {
      zone[`d${d}.example.org MX`] = many(10, (n) => `${n} h${n}.d${d}.example.org`);
      for (let n = 0; n < 10; n++) zone[`h${n}.d${d}.example.org A`] = ['198.51.100.1'];
    }
    const found = await evaluate(zone);
    expect(found).toMatchObject({ result: 'fail', lookups: 10, questions: 111 });
    expect(found.questions).toBeLessThanOrEqual(spfLimits.questions);
    const capped = await evaluate(zone, {}, { questions: 30 });
    expect(capped).toMatchObject({ result: 'temperror', problem: { code: 'too-many-questions' } });
    expect(capped.asked).toHaveLength(30);
  });

  it('a thousand addresses, exchangers and names behind the address', async () => {
    const found = await evaluate(
      {
        'example.org TXT': ['v=spf1 a ptr mx -all'],
        'example.org A': many(1000, (n) => `198.51.${n >> 8}.${n & 255}`),
        'example.org MX': many(1000, (n) => `${n} h${n}.example.org`),
        '1.2.0.192.in-addr.arpa PTR': many(1000, (n) => `h${n}.example.org`),
      },
      {},
      { voids: 99 },
    );
    expect(found).toMatchObject({ result: 'permerror', problem: { code: 'too-many-exchangers', count: 1000 } });
    expect(found.asked.length).toBeLessThanOrEqual(1 + 1 + 1 + 10 + 1 + 10);
    expect(found.check.steps[0]?.asked[0]).toMatchObject({ count: 1000, data: { length: 20 } });
  });

  it('64 KiB of terms: all are read, few are kept, the one that decides is among them', async () => {
    const text = `v=spf1 ${'ip4:198.51.100.1 '.repeat(3800)}ip4:192.0.2.1 -all`;
    const found = await evaluate({ 'example.org TXT': [text] });
    expect(found).toMatchObject({ result: 'pass', where: { text: 'ip4:192.0.2.1' } });
    expect(JSON.stringify(found).length).toBeLessThan(100_000);
    expect(found.check.record).toHaveLength(4096);
  });

  it('64 KiB of macros', async () => {
    const bomb = '%{s}%{d}%{h}%{ir}'.repeat(4000);
    const took = await cpuTime(async () => {
      const found = await evaluate({
        'example.org TXT': [`v=spf1 exists:${bomb}.x.example.org -all exp=why.example.org`],
        'why.example.org TXT': [bomb],
      });
      expect(found).toMatchObject({ result: 'fail' });
      expect(JSON.stringify(found).length).toBeLessThan(200_000);
    });
    expect(took).toBeLessThan(5000);
  });

  it('macros that grow in a redirect to itself', async () => {
    const found = await evaluate({ 'example.org TXT': ['v=spf1 redirect=x%{d}.%{d}'] }, {}, {});
    expect(found).toMatchObject({ result: 'permerror', problem: { code: 'target-without-record' } });
    const everywhere: Resolver = {
      ...fakeResolver({}),
      query: fakeResolver({}, () => ['v=spf1 redirect=x%{d}.%{d}']).query,
    };
    const by = { journal: fakeJournal(), signal: new AbortController().signal };
    const grown = await evaluateSpf({ ip: '192.0.2.1', helo: 'example.org' }, io({ resolver: everywhere }), by);
    expect(grown).toMatchObject({ result: 'permerror', lookups: 10, problem: { code: 'too-many-lookups' } });
    expect(Math.max(...grown.where.domains.map((name) => name.length))).toBeLessThanOrEqual(253);
  });

  it('names that no question can hold are not asked for', async () => {
    const found = await evaluate(
      { 'example.org TXT': ['v=spf1 exists:%{l}.example.org a:%{h} mx:%{h} ptr:%{h} -all'] },
      { sender: `${'x'.repeat(64)}\u001b[2J@example.org`, helo: '' },
    );
    expect(found).toMatchObject({ result: 'fail', lookups: 4 });
    expect(found.asked).toEqual(['example.org TXT', '1.2.0.192.in-addr.arpa PTR']);
  });
});

describe('time', () => {
  /** Answers the first questions, then never, as a resolver does: until the signal ends the wait. */
  const mute = (zone: Zone, answers: number): Resolver => {
    const resolver = fakeResolver(zone);
    let asked = 0;
    return {
      ...resolver,
      query(name, type, journal, signal) {
        if (asked++ < answers) return resolver.query(name, type, journal, signal);
        return new Promise((_, reject) => {
          const give = () => reject(new Failed({ kind: 'dns', stage: 'dns', trouble: 'timeout' }));
          if (signal.aborted) give();
          else signal.addEventListener('abort', give, { once: true });
        });
      },
    };
  };
  const zone = { 'example.org TXT': ['v=spf1 a mx include:b.example.org -all'] };
  const evaluated = (signal: AbortSignal, deadlineMs: number) =>
    evaluateSpf(
      { ip: '192.0.2.1', helo: 'example.org' },
      io({ resolver: mute(zone, 1) }),
      { journal: fakeJournal(), signal },
      { ...spfLimits, deadlineMs },
    );

  it('ends at the deadline', async () => {
    const found = await evaluated(new AbortController().signal, 10);
    expect(found).toMatchObject({
      result: 'temperror',
      problem: { code: 'deadline' },
      where: { text: 'a' },
      questions: 2,
    });
  });

  it('ends with the run', async () => {
    const controller = new AbortController();
    const pending = evaluated(controller.signal, 60_000);
    controller.abort();
    expect(await pending).toMatchObject({ result: 'temperror', problem: { code: 'deadline' } });
  });
});

test('hosts of an mx term are waited for once', async () => {
  const zone: Zone = {
    'example.org TXT': ['v=spf1 mx -all'],
    'example.org MX': ['10 a.example.org', '10 b.example.org', '10 c.example.org'],
  };
  const resolver = fakeResolver(zone);
  const journal = fakeJournal();
  const counting: Resolver = {
    ...resolver,
    query(name, type, by, signal) {
      by.query();
      by.roundTrip();
      return resolver.query(name, type, by, signal);
    },
  };
  await evaluateSpf({ ip: '192.0.2.1', helo: 'example.org' }, io({ resolver: counting }), {
    journal,
    signal: new AbortController().signal,
  });
  expect(journal.counts).toMatchObject({ queries: 5, roundTrips: 3 });
});
