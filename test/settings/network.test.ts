import { expect, test } from 'vitest';
import { toNetworkSettings } from '../../src/settings/network.ts';
import { toSystemNetwork } from '../../src/settings/system-network.ts';

test('nothing said leaves everything to defaults', () => {
  expect(toNetworkSettings({})).toEqual({ limits: {} });
});

test('a timeout bounds every wait', () => {
  expect(toNetworkSettings({ timeout: 2000 })).toEqual({
    limits: { connectMs: 2000, greetingMs: 2000, replyMs: 2000, tlsMs: 2000, dnsMs: 2000 },
  });
});

test('resolvers get port 53 unless they have one', () => {
  expect(
    toNetworkSettings({ resolver: ['192.0.2.53', '192.0.2.53:5353', '2001:db8::53', '[2001:db8::53]:54'] }),
  ).toEqual({
    limits: {},
    resolvers: ['192.0.2.53:53', '192.0.2.53:5353', '[2001:db8::53]:53', '[2001:db8::53]:54'],
  });
});

test('resolvers may be asked over TCP, TLS and HTTPS', () => {
  const resolver = ['tcp://192.0.2.53', 'tls://192.0.2.53#dns.example.net', 'https://dns.example.net/dns-query'];
  expect(toNetworkSettings({ resolver })).toEqual({
    limits: {},
    resolvers: ['tcp://192.0.2.53:53', 'tls://192.0.2.53:853#dns.example.net', 'https://dns.example.net/dns-query'],
  });
});

test('a host may be pinned to several addresses', () => {
  const settings = toNetworkSettings({
    resolve: [
      { host: 'Mail.example.org', ip: '192.0.2.1' },
      { host: 'mail.example.org', ip: '[2001:DB8::1]' },
    ],
  });
  expect(settings).toEqual({ limits: {}, pinned: new Map([['mail.example.org', ['192.0.2.1', '2001:db8::1']]]) });
});

test.each([
  [{ resolver: ['dns.example.org'] }, /--resolver "dns.example.org": this is a name/],
  [{ resolver: ['tls://dns.example.org'] }, /this is a name/],
  [{ resolver: ['tls://192.0.2.1#a b'] }, /behind # stands the name in the certificate/],
  [{ resolver: ['https://dns.example.org'] }, /not a URL like/],
  [{ resolver: ['https://ann:secret@dns.example.org/q'] }, /--resolver this: /],
  [{ resolver: ['quic://192.0.2.1'] }, /udp:\/\/, tcp:\/\/, tls:\/\/ or https:\/\//],
  [{ resolver: ['192.0.2.1:99999'] }, /--resolver .*between 1 and 65535/],
  [{ resolve: [{ host: 'a b', ip: '192.0.2.1' }] }, /not a valid host name/],
  [{ resolve: [{ host: '192.0.2.1', ip: '192.0.2.2' }] }, /not a valid host name/],
  [{ resolve: [{ host: 'a.example', ip: '192.0.2.999' }] }, /"192.0.2.999" is not an IP address/],
  [{ resolve: [{ host: 'a.example', ip: '2001:db8::1' }], ipv4: true }, /-4 contradict/],
  [{ resolve: [{ host: 'a.example', ip: '192.0.2.1' }], ipv6: true }, /-6 contradict/],
  [{ control: ['a b'] }, /--control "a b"/],
] as const)('%j is a problem', (options, message) => {
  expect(toNetworkSettings(options)).toMatchObject({ problem: expect.stringMatching(message) });
});

test('a file of authorities must be there and hold certificates', () => {
  expect(toSystemNetwork({ limits: {} }, '/nonexistent/ca.pem')).toMatchObject({
    problem: '--ca /nonexistent/ca.pem: there is no such file.',
  });
  const own = import.meta.filename;
  expect(toSystemNetwork({ limits: {} }, own)).toMatchObject({ problem: expect.stringContaining('no certificate') });
});
