import { describe, expect, it } from 'vitest';
import { dottedIp, expand, readableIp, reverseZone, targetName } from '../../../src/protocols/spf/expand.ts';
import { lettersOf, type MacroLetter, parseMacroString } from '../../../src/protocols/spf/macro.ts';

const values: Readonly<Record<MacroLetter, string>> = {
  s: 'first-last+tag@mail.example.org',
  l: 'first-last+tag',
  o: 'mail.example.org',
  d: 'spf.example.org',
  i: dottedIp('192.0.2.3'),
  p: 'mx.example.org',
  v: reverseZone('192.0.2.3'),
  h: 'out.example.org',
  c: readableIp('192.0.2.3'),
  r: 'mx.lab.test',
  t: '1795521600',
};

const expanded = (text: string): string => {
  const read = parseMacroString(text, 'explanation');
  if ('error' in read) throw new Error(JSON.stringify(read.error));
  return expand(read.value, (letter) => values[letter]);
};

describe('expand', () => {
  it.each([
    ['%{s}', 'first-last+tag@mail.example.org'],
    ['%{l}', 'first-last+tag'],
    ['%{o}', 'mail.example.org'],
    ['%{d}', 'spf.example.org'],
    ['%{d4}', 'spf.example.org'],
    ['%{d3}', 'spf.example.org'],
    ['%{d2}', 'example.org'],
    ['%{d1}', 'org'],
    ['%{dr}', 'org.example.spf'],
    ['%{d2r}', 'example.spf'],
    ['%{d2R}', 'example.spf'],
    ['%{l-}', 'first.last+tag'],
    ['%{l+}', 'first-last.tag'],
    ['%{lr-}', 'last+tag.first'],
    ['%{l1r-}', 'first'],
    ['%{l-+}', 'first.last.tag'],
    ['%{l2r+-}', 'last.first'],
    ['%{l2+-+-}', 'last.tag'],
    ['%{d,}', 'spf.example.org'],
    ['%{d1,}', 'spf.example.org'],
    ['%{o.-+,/_=}', 'mail.example.org'],
    ['%{i}', '192.0.2.3'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.org'],
    ['%{lr-}.lp._spf.%{d2}', 'last+tag.first.lp._spf.example.org'],
    ['%{p}|%{h}|%{c}|%{r}|%{t}|%{v}', 'mx.example.org|out.example.org|192.0.2.3|mx.lab.test|1795521600|in-addr'],
    ['%{S}', 'first-last%2Btag%40mail.example.org'],
    ['%{L1-}', 'last%2Btag'],
    ['%%%_%-', '% %20'],
    ['a%%b', 'a%b'],
    ['%{d}%{d1}', 'spf.example.orgorg'],
    ['plain text.', 'plain text.'],
    ['', ''],
  ])('%j is %j', (text, value) => expect(expanded(text)).toBe(value));

  it('escapes everything but the unreserved characters, as UTF-8', () => {
    const read = parseMacroString('%{L}', 'explanation');
    const of = (local: string) => ('value' in read ? expand(read.value, () => local) : '');
    expect(of('a~b_c-d.e')).toBe('a~b_c-d.e');
    expect(of('!*\'()/?#[]@:;&=+$,% "<>')).toMatch(/^(%[0-9A-F]{2})+$/);
    expect(of('j\u00f6rg')).toBe('j%C3%B6rg');
    expect(of('\ud800')).toBe('%EF%BF%BD');
  });
});

describe('addresses in macros', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', 'in-addr'],
    ['2001:db8::cb01', '2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.0.1', 'ip6'],
  ])('%s', (ip, dotted, zone) => {
    expect(dottedIp(ip)).toBe(dotted);
    expect(reverseZone(ip)).toBe(zone);
    expect(readableIp(ip.toUpperCase())).toBe(ip);
  });
});

describe('targetName', () => {
  const labels = (count: number, label = 'abcdefghi') => Array.from({ length: count }, () => label).join('.');

  it.each([
    ['lab.test.', 'lab.test'],
    ['lab.test', 'lab.test'],
    ['.', ''],
    ['', ''],
  ])('of %j is %j', (text, name) => expect(targetName(text)).toBe(name));

  it('keeps 253 characters as they are', () => {
    const name = `${'a'.repeat(4)}.${labels(25, 'abcdefghi').slice(0, 248)}`;
    expect(name).toHaveLength(253);
    expect(targetName(name)).toBe(name);
    expect(targetName(`z.${name}`)).toBe(name);
    expect(targetName(`${name}.`)).toBe(name);
  });

  it('drops whole labels on the left', () => {
    expect(targetName(`x.${labels(25)}`)).toBe(`x.${labels(25)}`);
    expect(targetName(`xyz.${labels(25)}`)).toBe(`xyz.${labels(25)}`);
    expect(targetName(`xyzz.${labels(25)}`)).toBe(labels(25));
    expect(targetName(labels(40))).toBe(labels(25));
    expect(targetName(`${labels(40)}.`)).toBe(labels(25));
  });

  it('cannot help a single label', () => expect(targetName('a'.repeat(300))).toBe('a'.repeat(300)));
});

describe('letters', () => {
  it('are listed once each, in lower case', () => {
    const read = parseMacroString('%{i}.%{D2}.%{ir}.x', 'term');
    expect('value' in read && lettersOf(read.value)).toEqual(['i', 'd']);
  });

  it.each(['c', 'r', 't', 'C', 'R', 'T'])('%s is for explanations only', (letter) => {
    expect(parseMacroString(`%{${letter}}`, 'explanation')).toHaveProperty('value');
    expect(parseMacroString(`%{${letter}}`, 'term')).toMatchObject({ error: { problem: 'macro-letter', at: 2 } });
  });

  it('spaces are for explanations only', () => {
    expect(parseMacroString('a b', 'explanation')).toHaveProperty('value');
    expect(parseMacroString('a b', 'term')).toMatchObject({ error: { problem: 'character', at: 1 } });
  });

  it('control characters are for nobody', () => {
    expect(parseMacroString('a\u001b[2Jb', 'explanation', 10)).toMatchObject({
      error: { problem: 'character', at: 11 },
    });
  });
});
