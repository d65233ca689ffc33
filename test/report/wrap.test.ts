import { expect, test } from 'vitest';
import { columnsOf } from '../../src/report/columns.ts';
import { wrap } from '../../src/report/wrap.ts';

test.each([
  ['fills every line, the indent of later ones apart', 'aaa bbb ccc ddd', 7, '    ', 'aaa bbb\n    ccc ddd'],
  [
    'leaves a word whole that is wider than the line',
    'see https://example.org/a/long/address now',
    10,
    '  ',
    'see\n  https://example.org/a/long/address\n  now',
  ],
  ['leaves a short text as it is', 'in order', 10, '  ', 'in order'],
  ['takes a line that is full for one line', '12345 6789', 10, '', '12345 6789'],
  ['takes one character more for two', '12345 67890', 10, '', '12345\n67890'],
  ['makes nothing of nothing', '', 10, '  ', ''],
  ['keeps spaces inside a line', 'a  b', 10, '', 'a  b'],
  ['counts columns', '受信箱 受信箱', 10, '', '受信箱\n受信箱'],
  ['counts no colours', '\x1b[1mbold\x1b[22m text', 9, '', '\x1b[1mbold\x1b[22m text'],
  ['breaks everywhere where there is no room', 'a b', 0, ' ', 'a\n b'],
])('%s', (_, text, columns, indent, expected) => {
  expect(wrap(text, columns, indent)).toBe(expected);
});

test('no line of words that fit is too wide', () => {
  const text = 'The server’s certificate ended 12 days ago, on 993, 465 and 587; renew it and reload the mail server.';
  for (let columns = 12; columns < 110; columns++) {
    const lines = wrap(text, columns, '').split('\n');
    expect(lines.join(' ')).toBe(text);
    expect(lines.filter((line) => columnsOf(line) > columns)).toEqual([]);
  }
});
