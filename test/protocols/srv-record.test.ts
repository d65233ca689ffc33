import { expect, test } from 'vitest';
import { readSrvRecord } from '../../src/protocols/srv-record.ts';

test.each([
  ['0 1 993 imap.example.org', { priority: 0, weight: 1, port: 993, target: 'imap.example.org' }],
  ['10 60 587 smtp.example.org', { priority: 10, weight: 60, port: 587, target: 'smtp.example.org' }],
  ['0 0 0 .', { priority: 0, weight: 0, port: 0, target: '.' }],
  // A label may hold a space; it is then no host name, which is for others to say.
  ['0 1 993 a b.example.org', { priority: 0, weight: 1, port: 993, target: 'a b.example.org' }],
])('%j', (text, record) => {
  expect(readSrvRecord(text)).toEqual(record);
});
