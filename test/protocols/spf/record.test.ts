import { describe, expect, it } from 'vitest';
import { isSpfRecord, parseSpf, resemblesSpf } from '../../../src/protocols/spf/record.ts';
import { cpuTime } from '../../cpu-time.ts';

describe('isSpfRecord', () => {
  it.each(['v=spf1', 'v=spf1 -all', 'V=SPF1 ', 'v=spf1  -all'])('takes %j', (text) => {
    expect(isSpfRecord(text)).toBe(true);
    expect(resemblesSpf(text)).toBe(false);
  });

  it.each([
    'v=spf10',
    'v=spf1-all',
    ' v=spf1 -all',
    '"v=spf1 -all"',
    'v=spf1\t-all',
    'v=spf1\n',
    'v=spf2.0',
    'spf2.0/pra ?all',
    'v = spf1 mx',
    'v:spf1 mx',
  ])('leaves %j, which resembles one', (text) => {
    expect(isSpfRecord(text)).toBe(false);
    expect(resemblesSpf(text)).toBe(true);
  });

  it.each(['', 'v=DKIM1', 'site-verification=v=spf1', 'v=sp'])('leaves %j', (text) => {
    expect(isSpfRecord(text)).toBe(false);
    expect(resemblesSpf(text)).toBe(false);
  });
});

describe('parseSpf reads terms', () => {
  const terms = (text: string) => {
    const { terms, errors } = parseSpf(`v=spf1 ${text}`);
    expect(errors).toEqual([]);
    return terms;
  };

  it.each([
    ['all', { kind: 'all', qualifier: '+' }],
    ['-all', { kind: 'all', qualifier: '-' }],
    ['~ALL', { kind: 'all', qualifier: '~' }],
    ['?all', { kind: 'all', qualifier: '?' }],
    ['+all', { kind: 'all', qualifier: '+' }],
    ['a', { kind: 'a', bits4: 32, bits6: 128 }],
    ['a/0', { kind: 'a', bits4: 0, bits6: 128 }],
    ['a//0', { kind: 'a', bits4: 32, bits6: 0 }],
    ['a/24//64', { kind: 'a', bits4: 24, bits6: 64 }],
    ['a:lab.test', { kind: 'a', domain: { text: 'lab.test' } }],
    ['a:lab.test/24', { kind: 'a', domain: { text: 'lab.test' }, bits4: 24 }],
    ['a:x/1.lab.test//48', { kind: 'a', domain: { text: 'x/1.lab.test' }, bits4: 32, bits6: 48 }],
    ['a:%{l/}', { kind: 'a', domain: { text: '%{l/}' }, bits4: 32 }],
    ['a:%{l}/8', { kind: 'a', domain: { text: '%{l}' }, bits4: 8 }],
    ['a:x%%', { kind: 'a', domain: { text: 'x%%' } }],
    ['a:x%%.test', { kind: 'a', domain: { text: 'x%%.test' } }],
    ['a:.test', { kind: 'a', domain: { text: '.test' } }],
    ['a:lab.12-34', { kind: 'a', domain: { text: 'lab.12-34' } }],
    ['a:lab.1a', { kind: 'a', domain: { text: 'lab.1a' } }],
    ['mx:x=y.lab.test', { kind: 'mx', domain: { text: 'x=y.lab.test' } }],
    ['ptr', { kind: 'ptr' }],
    ['ptr:lab.test.', { kind: 'ptr', domain: { text: 'lab.test.' } }],
    ['ip4:192.0.2.0', { kind: 'ip4', network: '192.0.2.0', bits: 32 }],
    ['ip4:192.0.2.0/0', { kind: 'ip4', network: '192.0.2.0', bits: 0 }],
    ['ip6:::', { kind: 'ip6', network: '::', bits: 128 }],
    ['ip6:2001:DB8::/32', { kind: 'ip6', network: '2001:DB8::', bits: 32 }],
    ['-exists:%{i}._spf.%{d2}', { kind: 'exists', qualifier: '-', domain: { text: '%{i}._spf.%{d2}' } }],
    ['include:_spf.lab.test', { kind: 'include', domain: { text: '_spf.lab.test' } }],
    ['redirect=_spf.lab.test', { kind: 'redirect', domain: { text: '_spf.lab.test' } }],
    ['exp=%{d}', { kind: 'exp', domain: { text: '%{d}' } }],
    ['ra=postmaster', { kind: 'unknown', name: 'ra', value: { text: 'postmaster' } }],
    ['x=', { kind: 'unknown', name: 'x', value: { text: '' } }],
    ['A=b', { kind: 'unknown', name: 'A' }],
  ])('%s', (text, term) => {
    expect(terms(text)).toMatchObject([{ ...term, text, at: 7 }]);
  });

  it('places terms by characters', () => {
    expect(terms('mx   -all ').map(({ text, at }) => [text, at])).toEqual([
      ['mx', 7],
      ['-all', 12],
    ]);
  });

  it('finds nothing in an empty record', () => expect(parseSpf('v=spf1')).toEqual({ terms: [], errors: [] }));
});

describe('parseSpf says what is wrong where', () => {
  it.each([
    ['quack', 'mechanism', 7, 'quack'],
    ['all.', 'mechanism', 7, 'all.'],
    ['-all:x', 'argument', 11, ':x'],
    ['all/8', 'argument', 10, '/8'],
    ['ptr/8', 'argument', 10, '/8'],
    ['include', 'missing-domain', 14, ''],
    ['include/8', 'missing-domain', 14, '/8'],
    ['exists', 'missing-domain', 13, ''],
    ['include:', 'empty-domain', 15, ''],
    ['a:', 'empty-domain', 9, ''],
    ['a:/24', 'empty-domain', 9, ''],
    ['exp=', 'empty-domain', 11, ''],
    ['redirect=', 'empty-domain', 16, ''],
    ['a:lab', 'top-label', 9, 'lab'],
    ['a:lab.', 'top-label', 9, 'lab.'],
    ['a:192.0.2.1', 'top-label', 9, '192.0.2.1'],
    ['a:lab.-test', 'top-label', 9, 'lab.-test'],
    ['a:lab.test-', 'top-label', 9, 'lab.test-'],
    ['a:lab.te_st', 'top-label', 9, 'lab.te_st'],
    ['a:lab.test..', 'top-label', 9, 'lab.test..'],
    ['a:%{d}.', 'top-label', 9, '%{d}.'],
    ['a:%{d}test', 'top-label', 9, '%{d}test'],
    ['mx:lab.test:25', 'top-label', 10, 'lab.test:25'],
    ['include:lab.test/24', 'top-label', 15, 'lab.test/24'],
    ['a/33', 'prefix-length', 8, '/33'],
    ['a/024', 'prefix-length', 8, '/024'],
    ['a//129', 'prefix-length', 8, '//129'],
    ['a/24/64', 'prefix-length', 11, '/64'],
    ['a/24/8', 'prefix-length', 8, '/24/8'],
    ['a/', 'prefix-length', 8, '/'],
    ['a//', 'prefix-length', 8, '//'],
    ['a:lab.test/x', 'top-label', 9, 'lab.test/x'],
    ['a:lab.test/', 'prefix-length', 17, '/'],
    [`mx/${'1'.repeat(50)}`, 'prefix-length', 9, `/${'1'.repeat(39)}`],
    ['ip4', 'missing-network', 10, ''],
    ['ip4/8', 'missing-network', 10, '/8'],
    ['ip4:', 'ip4', 11, ''],
    ['ip4:192.0.2', 'ip4', 11, '192.0.2'],
    ['ip4:192.0.2.1:25', 'ip4', 11, '192.0.2.1:25'],
    ['ip4:192.0.2.01', 'ip4', 11, '192.0.2.01'],
    ['ip4:lab.test', 'ip4', 11, 'lab.test'],
    ['ip4:2001:db8::', 'ip4', 11, '2001:db8::'],
    ['ip4:192.0.2.1/33', 'prefix-length', 20, '/33'],
    ['ip4:192.0.2.1//32', 'prefix-length', 20, '//32'],
    ['ip4:192.0.2.1/24/8', 'prefix-length', 20, '/24/8'],
    ['ip6:192.0.2.1', 'ip6', 11, '192.0.2.1'],
    ['ip6:fe80::1%%eth0', 'ip6', 11, 'fe80::1%%eth0'],
    ['ip6:::/129', 'prefix-length', 13, '/129'],
    ['redirect:lab.test', 'modifier-colon', 15, ':lab.test'],
    ['redirect', 'mechanism', 7, 'redirect'],
    ['exp:lab.test', 'modifier-colon', 10, ':lab.test'],
    ['1x=y', 'modifier-name', 7, '1x=y'],
    ['=y', 'modifier-name', 7, '=y'],
    ['-x=y', 'modifier-name', 7, '-x=y'],
    ['x=50%', 'macro', 11, '%'],
    ['a:%(d).lab.test', 'macro', 9, '%(d).lab.test'],
    ['a:%{x}.lab.test', 'macro-letter', 11, 'x}.lab.test'],
    ['a:%{}.lab.test', 'macro-letter', 11, '}.lab.test'],
    ['a:%{c}.lab.test', 'macro-letter', 11, 'c}.lab.test'],
    ['exp=%{t}', 'macro-letter', 13, 't}'],
    ['a:%{d0}', 'macro-digits', 12, '0}'],
    ['a:%{d00r}', 'macro-digits', 12, '00r}'],
    ['a:%{d', 'macro-end', 12, ''],
    ['a:%{dr2}', 'macro-end', 13, '2}'],
    ['a:%{d!}', 'macro-end', 12, '!}'],
    ['a:caf\u00e9.lab.test', 'character', 12, '\u00e9.lab.test'],
    ['mx\tall', 'character', 9, '\tall'],
    ['\u0000', 'character', 7, '\u0000'],
  ])('%j: %s at %i', (text, problem, at, found) => {
    const { terms, errors } = parseSpf(`v=spf1 ${text}`);
    expect(errors).toMatchObject([{ problem, at, found }]);
    expect(errors[0]!.expected).not.toBe('');
    expect(terms).toEqual([]);
  });

  it('says it of every term, and keeps the good ones', () => {
    const { terms, errors } = parseSpf('v=spf1 mx x a/99 -all exp=a.test exp=b.test');
    expect(errors.map(({ problem, at }) => [problem, at])).toEqual([
      ['mechanism', 10],
      ['prefix-length', 13],
      ['twice', 33],
    ]);
    expect(terms.map(({ text }) => text)).toEqual(['mx', '-all', 'exp=a.test']);
  });

  it.each([
    'x '.repeat(32_000),
    'a '.repeat(32_000),
    `a:${'a'.repeat(64_000)}!`,
    `a:b.${'a'.repeat(64_000)}!`,
    `a:b.${'a-'.repeat(32_000)}`,
    `a:${'%{d}'.repeat(16_000)}!`,
    `a${'/1'.repeat(32_000)}`,
    `a:${'/'.repeat(64_000)}`,
    `ip4:${'1.'.repeat(32_000)}`,
    `ip6:${':'.repeat(64_000)}`,
    `exists:%{d${'9'.repeat(64_000)}}`,
    `exists:%{d${'.'.repeat(64_000)}}`,
    `x=${'%'.repeat(64_001)}`,
    '%{'.repeat(32_000),
  ])('reads 64 KiB in time linear to them (case %#)', async (text) => {
    const took = await cpuTime(() => expect(parseSpf(`v=spf1 ${text}`).errors.length).toBeLessThanOrEqual(20));
    expect(took).toBeLessThan(1500);
  });
});
