import { describe, expect, test } from 'vitest';
import { configurationIn } from '../../../src/settings/configurations/open-configuration.ts';
import { isProblem } from '../../../src/settings/problem.ts';
import { textOf } from '../clients/accounts.ts';

const problemOf = (bytes: Buffer, path = 'file'): string => {
  const read = configurationIn(bytes, { path });
  return isProblem(read) ? read.problem : 'read';
};

describe('bytes that are no text', () => {
  test('say what they are, where they tell', () => {
    expect(problemOf(Buffer.from('\ufeffSMTP_HOST=x\n', 'utf16le'))).toContain('UTF-16');
    expect(problemOf(Buffer.from('bplist00\0\x01', 'latin1'))).toContain('plutil -convert xml1');
    expect(problemOf(Buffer.from([0, 1, 2]))).toBe('"file": this is not a text.');
    expect(problemOf(Buffer.from([0]))).toBe('"file": this is not a text.');
  });
  test('a signed profile is read', () => {
    const der = Buffer.concat([
      Buffer.from([0x30, 0x80, 0, 6]),
      Buffer.from(textOf('apple')),
      Buffer.from([0, 0, 4, 1]),
    ]);
    const read = configurationIn(der, { path: 'x.mobileconfig' });
    if (isProblem(read)) throw new Error(read.problem);
    expect(read.servers.map(({ host }) => host?.value)).toEqual(['imap.example.org', 'smtp.example.org']);
  });
});
