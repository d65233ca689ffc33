import { expect, test } from 'vitest';
import { nameserverName, parseNameserver } from '../../src/protocols/nameserver.ts';

test.each([
  ['192.0.2.53', '192.0.2.53:53'],
  [' 192.0.2.53:5353 ', '192.0.2.53:5353'],
  ['udp://192.0.2.53', '192.0.2.53:53'],
  ['2001:DB8::53', '[2001:db8::53]:53'],
  ['[2001:db8:0::53]:54', '[2001:db8::53]:54'],
  ['[2001:db8::53]', '[2001:db8::53]:53'],
  ['fe80::1%eth0', '[fe80::1%eth0]:53'],
  ['[fe80::1%eth0.2]:54', '[fe80::1%eth0.2]:54'],
  ['tcp://192.0.2.53', 'tcp://192.0.2.53:53'],
  ['TCP://[2001:db8::53]:5353', 'tcp://[2001:db8::53]:5353'],
  ['tls://192.0.2.53', 'tls://192.0.2.53:853'],
  ['tls://192.0.2.53#DNS.example.net', 'tls://192.0.2.53:853#dns.example.net'],
  ['tls://[2001:db8::53]:8853#dns.example.net', 'tls://[2001:db8::53]:8853#dns.example.net'],
  ['https://dns.example.net/dns-query', 'https://dns.example.net/dns-query'],
  ['https://DNS.example.net:8443/dns-query?ct', 'https://dns.example.net:8443/dns-query?ct'],
  ['https://192.0.2.53/q', 'https://192.0.2.53/q'],
  ['https://[2001:db8::53]:8443/q', 'https://[2001:db8::53]:8443/q'],
  ['https://bücher.example/q', 'https://xn--bcher-kva.example/q'],
])('%s is named %s, and that name says the same', (text, name) => {
  const server = parseNameserver(text);
  if ('problem' in server) throw new Error(server.problem);
  expect(nameserverName(server)).toBe(name);
  expect(parseNameserver(name)).toEqual(server);
});

test('the certificate must name what stands behind #, or else the address', () => {
  expect(parseNameserver('tls://192.0.2.53')).toMatchObject({ host: '192.0.2.53', port: 853 });
  expect(parseNameserver('tls://192.0.2.53#dns.example.net')).toMatchObject({ host: 'dns.example.net' });
});

test.each([
  ['', 'empty'],
  ['dns.example.net', 'a-name'],
  ['tls://dns.example.net', 'a-name'],
  ['192.0.2.256', 'not-an-address'],
  ['192.0.2.53:53:53', 'not-an-address'],
  ['192.0.2.53%eth0', 'not-an-address'],
  ['192.0.2.53#dns.example.net', 'not-an-address'],
  ['192.0.2.53\n', undefined],
  ['192.0.2.53\u001b', 'not-an-address'],
  ['192.0.2.53:0', 'bad-port'],
  ['192.0.2.53:65536', 'bad-port'],
  ['tls://192.0.2.53:', 'bad-port'],
  ['quic://192.0.2.53', 'bad-scheme'],
  ['http://dns.example.net/dns-query', 'bad-scheme'],
  ['://192.0.2.53', 'bad-scheme'],
  ['tls://192.0.2.53#', 'bad-auth-name'],
  ['tls://192.0.2.53#a b', 'bad-auth-name'],
  ['https://', 'bad-url'],
  ['https://dns.example.net', 'bad-url'],
  ['https://dns.example.net/', 'bad-url'],
  ['https://dns.example.net:99999/q', 'bad-url'],
  ['https://ann:secret@dns.example.net/q', 'bad-url'],
  ['https://dns.example.net/q#x', 'bad-url'],
  ['https://a b/q', 'bad-url'],
])('%j is a problem: %s', (text, problem) => {
  expect((parseNameserver(text) as { problem?: string }).problem).toBe(problem);
});
