import type { Situations } from './situation.ts';

export const all: Situations = {
  title: 'all (RFC 7208 section 5.1)',
  zone: {
    'mail.lab.test A': ['192.0.2.1'],
    'dot.lab.test TXT': ['v=spf1 -all.'],
    'domain.lab.test TXT': ['v=spf1 -all:lab'],
    'length.lab.test TXT': ['v=spf1 -all/16'],
    'neutral.lab.test TXT': ['v=spf1 ?all'],
    'double.lab.test TXT': ['v=spf1 all -all'],
    'soft.lab.test TXT': ['v=spf1 ~all'],
  },
  cases: [
    { name: 'a dot behind it', from: 'ann@dot.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'a domain', from: 'ann@domain.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'a prefix length', from: 'ann@length.lab.test', ip: '192.0.2.1', gives: 'permerror' },
    { name: 'neutral', from: 'ann@neutral.lab.test', ip: '192.0.2.1', gives: 'neutral' },
    { name: 'twice: the first decides', from: 'ann@double.lab.test', ip: '192.0.2.1', gives: 'pass' },
    { name: 'softfail, for IPv6 too', from: 'ann@soft.lab.test', ip: '2001:db8::1', gives: 'softfail' },
  ],
};
