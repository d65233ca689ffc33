import { describe, expect, test } from 'vitest';
import { headerFields } from '../../src/protocols/header-fields.ts';
import { parseTags, tagValue } from '../../src/protocols/tag-list.ts';

describe('a tag list', () => {
  test.each([
    [
      'v=DKIM1; p=abc',
      [
        ['v', 'DKIM1'],
        ['p', 'abc'],
      ],
    ],
    [
      'v=DKIM1;p=abc;',
      [
        ['v', 'DKIM1'],
        ['p', 'abc'],
      ],
    ],
    [
      ' v = DMARC1 ;\tp= none ',
      [
        ['v', 'DMARC1'],
        ['p', 'none'],
      ],
    ],
    ['p=', [['p', '']]],
    ['k=a=b', [['k', 'a=b']]],
    ['', []],
  ])('%j is read', (text, tags) => {
    const list = parseTags(text);
    expect(list.tags.map(({ name, value }) => [name, value])).toEqual(tags);
    expect(list.faults).toEqual([]);
  });

  test.each([
    ['v=1; nonsense; p=a', 'no-value', 'nonsense'],
    ['v=1;; p=a', 'empty', ''],
    ['v=1; 1x=2', 'bad-name', '1x=2'],
    ['v=1; p=a; P=b', 'twice', 'P=b'],
  ])('%j has a fault: %s', (text, problem, found) => {
    expect(parseTags(text).faults).toEqual([{ problem, found }]);
  });

  test('of a name that stands there twice the first counts', () => {
    expect(tagValue(parseTags('p=a; p=b'), 'p')).toBe('a');
  });

  test('is read in time linear to it, and only its beginning', () => {
    const startedAt = performance.now();
    const list = parseTags('a=1;'.repeat(100_000));
    expect(list.tags).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('the header of a message', () => {
  test('is unfolded, and ends at the first empty line', () => {
    const text = 'From: ann@example.org\r\nSubject: a\r\n  b\r\n\tc\r\n\r\nFrom: body@example.org\r\n';
    expect(headerFields(text)).toEqual([
      { name: 'from', value: 'ann@example.org' },
      { name: 'subject', value: 'a  b\tc' },
    ]);
  });

  test.each([
    ['line feeds alone', 'A: 1\nB: 2\n\nbody', ['a', 'b']],
    ['a byte order mark', '\ufeffA: 1\n', ['a']],
    ['a line of an mbox file', 'From ann Tue Nov 24\nA: 1\n', ['a']],
    ['a space before the colon', 'A : 1\n', ['a']],
    ['a continuation without a field', '  x\nA: 1', ['a']],
    ['nothing', '', []],
  ])('%s', (_, text, names) => {
    expect(headerFields(text).map(({ name }) => name)).toEqual(names);
  });

  test('of a hundred thousand fields the first thousand are read, in time', () => {
    const startedAt = performance.now();
    expect(headerFields('A: 1\r\n'.repeat(100_000))).toHaveLength(1000);
    expect(headerFields(`A:${'\r\n x'.repeat(100_000)}`)).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
