import { expect, test } from 'vitest';
import { clientAddress } from '../../src/protocols/smtp/hello-address.ts';

test.each([
  ['mx.example.org Hello client.example.net [203.0.113.9], pleased to meet you', '203.0.113.9'],
  ['mx.example.org at your service, [203.0.113.9]', '203.0.113.9'],
  ['mx.example.org Hello [203.0.113.9]', '203.0.113.9'],
  ['mx.example.org Hello [127.0.0.1] [IPv6:2001:db8::9]', '2001:db8::9'],
  ['mx.example.org Hello x (::ffff:203.0.113.9)', '203.0.113.9'],
  ['[192.0.2.25] Hello', undefined],
  ['mx.example.org', undefined],
  ['', undefined],
  ['mx.example.org ESMTP 8.17.1 ready', undefined],
  ['mx.example.org Hello [127.0.0.1]', undefined],
  ['mx.example.org you are 203.0.113.9.', '203.0.113.9'],
])('%j says that the client is %s', (text, ip) => {
  expect(clientAddress(text, (one) => one !== '192.0.2.25')).toBe(ip);
});
