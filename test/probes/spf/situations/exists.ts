import type { Situations } from './situation.ts';

export const exists: Situations = {
  title: 'exists (RFC 7208 section 5.7)',
  zone: {
    'mail.lab.test A': ['192.0.2.1'],
    'six.lab.test AAAA': ['2001:db8::4'],
    'mute.lab.test A': 'timeout',
    'nothing.lab.test TXT': ['v=spf1 exists:'],
    'bare.lab.test TXT': ['v=spf1 exists'],
    'length.lab.test TXT': ['v=spf1 exists:mail.lab.test/24'],
    'there.lab.test TXT': ['v=spf1 exists:mail.lab.test'],
    'ofsix.lab.test TXT': ['v=spf1 exists:six.lab.test -all'],
    'ofmute.lab.test TXT': ['v=spf1 exists:mute.lab.test -all'],
    'perip.lab.test TXT': ['v=spf1 exists:%{l}.%{d}.%{i}.list.lab.test -all'],
    'ann.perip.lab.test.192.0.2.1.list.lab.test A': ['127.0.0.2'],
  },
  cases: [
    { name: 'an empty domain', from: 'ann@nothing.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'no domain', from: 'ann@bare.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'a prefix length', from: 'ann@length.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'any A record', from: 'ann@there.lab.test', ip: '203.0.113.1', gives: 'pass' },
    { name: 'A records for an IPv6 sender too', from: 'ann@there.lab.test', ip: '2001:db8::3', gives: 'pass' },
    { name: 'AAAA records do not count', from: 'ann@ofsix.lab.test', ip: '2001:db8::4', gives: 'fail' },
    { name: 'a question that times out', from: 'ann@ofmute.lab.test', ip: '2001:db8::3', gives: 'temperror' },
    { name: 'a name for each sender and address', from: 'ann@perip.lab.test', ip: '192.0.2.1', gives: 'pass' },
    { name: 'another address', from: 'ann@perip.lab.test', ip: '192.0.2.2', gives: 'fail' },
  ],
};
