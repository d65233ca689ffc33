import type { Situations } from './situation.ts';

const arpa6 = (tail: string): string => `${tail}.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`;

export const ptr: Situations = {
  title: 'ptr (RFC 7208 section 5.5)',
  zone: {
    'mail.lab.test A': ['192.0.2.1'],
    'mail.lab.test AAAA': ['2001:db8::1'],
    'length.lab.test TXT': ['v=spf1 ptr/24 -all'],
    'parent.lab.test TXT': ['v=spf1 ptr:lab.test -all'],
    '1.2.0.192.in-addr.arpa PTR': ['own.lab.test', 'false.lab.test', 'mail.lab.test'],
    [`${arpa6('2.0.0.0')} PTR`]: ['own.lab.test'],
    [`${arpa6('1.0.0.0')} PTR`]: ['mail.LAB.test'],
    'own.lab.test TXT': ['v=spf1 ptr -all'],
    'own.lab.test A': ['192.0.2.1'],
    'own.lab.test AAAA': ['2001:db8::2'],
    'false.lab.test TXT': ['v=spf1 ptr -all'],
    'nothing.lab.test TXT': ['v=spf1 ptr:'],
    'case.lab.test TXT': ['v=spf1 ptr:Lab.Test -all'],
    'round.lab.test TXT': ['v=spf1 ptr'],
    '7.2.0.192.in-addr.arpa PTR': ['loop.round.lab.test'],
    'loop.round.lab.test A': 'loop',
    '8.2.0.192.in-addr.arpa PTR': 'servfail',
    '9.2.0.192.in-addr.arpa PTR': ['xown.lab.test'],
    'xown.lab.test A': ['192.0.2.9'],
  },
  cases: [
    { name: 'a prefix length', from: 'ann@length.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'one of the names lies below the target', from: 'ann@parent.lab.test', ip: '192.0.2.1', gives: 'pass' },
    { name: 'the domain itself is the target', from: 'ann@own.lab.test', ip: '192.0.2.1', gives: 'pass' },
    { name: 'a name that does not lead back', from: 'ann@false.lab.test', ip: '192.0.2.1', gives: 'fail' },
    { name: 'IPv6', from: 'ann@own.lab.test', ip: '2001:DB8:0::2', gives: 'pass' },
    { name: 'an empty domain', from: 'ann@nothing.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'names in other letters', from: 'ann@case.lab.test', ip: '2001:db8::1', gives: 'pass' },
    {
      name: 'a name whose address cannot be asked is skipped',
      from: 'ann@round.lab.test',
      ip: '192.0.2.7',
      gives: 'neutral',
    },
    { name: 'a PTR question that fails matches nothing', from: 'ann@own.lab.test', ip: '192.0.2.8', gives: 'fail' },
    { name: 'a name that only ends in the same letters', from: 'ann@own.lab.test', ip: '192.0.2.9', gives: 'fail' },
  ],
};
