import { expect, test } from 'vitest';
import { nameserversOf } from '../../src/protocols/resolv-conf.ts';

test.each([
  ['plain lines', 'nameserver 192.0.2.53\nnameserver 192.0.2.54\n', ['192.0.2.53:53', '192.0.2.54:53']],
  ['tabs, blanks and a carriage return', '  nameserver\t 192.0.2.53 \r\n', ['192.0.2.53:53']],
  [
    'IPv6, also with a zone',
    'nameserver 2001:DB8::53\nnameserver fe80::1%eth0',
    ['[2001:db8::53]:53', '[fe80::1%eth0]:53'],
  ],
  ['comments', '# nameserver 192.0.2.1\n;nameserver 192.0.2.2\nnameserver 192.0.2.3 # here', ['192.0.2.3:53']],
  [
    'the first three',
    'nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\nnameserver 192.0.2.4',
    ['192.0.2.1:53', '192.0.2.2:53', '192.0.2.3:53'],
  ],
  ['over TCP where the system does', 'options edns0 use-vc\nnameserver 192.0.2.53', ['tcp://192.0.2.53:53']],
  [
    'nothing of what else it says',
    'domain example.org\nsearch example.org example.net\noptions ndots:5 timeout:1 attempts:1 rotate\nsortlist 192.0.2.0\nnameserver 192.0.2.53',
    ['192.0.2.53:53'],
  ],
  [
    'nothing that is no address',
    'nameserver\nnameserver dns.example.net\nnameserver 192.0.2.53:5353\nnameserver tcp://192.0.2.53\nnameserver [2001:db8::53]\nnameservers 192.0.2.1\nnameserver 192.0.2.54',
    ['192.0.2.54:53'],
  ],
  ['this machine when there is none', 'options use-vc', ['tcp://127.0.0.1:53']],
  ['this machine when it is empty', '', ['127.0.0.1:53']],
])('reads %s', (_, text, servers) => {
  expect(nameserversOf(text)).toEqual(servers);
});
