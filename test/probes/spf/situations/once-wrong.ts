import type { Situations } from './situation.ts';

const arpa6 = `2.0.0.0.${'0.'.repeat(12)}0.0.1.0.f.f.0.0.8.b.d.0.1.0.0.2.ip6.arpa`;

/** Records that implementations have stumbled over. */
export const onceWrong: Situations = {
  title: 'what implementations got wrong before',
  zone: {
    'deep.lab.test TXT': ['v=spf1 mx redirect=_spf.deep.lab.test'],
    'deep.lab.test MX': ['10 smtp.deep.lab.test', '10 smtp1.deep.lab.test'],
    'smtp.deep.lab.test A': ['198.51.100.2'],
    'smtp.deep.lab.test AAAA': ['2001:db8:ff:100::3'],
    'smtp1.deep.lab.test A': ['192.0.2.26'],
    'smtp1.deep.lab.test AAAA': ['2001:db8:ff:200::2'],
    [`${arpa6} PTR`]: ['out6.fe.deep.lab.test'],
    'out6.fe.deep.lab.test AAAA': ['2001:db8:ff:100::2'],
    '_spf.deep.lab.test TXT': ['v=spf1 ptr:fe.deep.lab.test ptr:sgp.lab.test exp=why.deep.lab.test -all'],
    'why.deep.lab.test TXT': ['See https://lab.test/why?id=%{S}&ip=%{C}&r=%{R}'],
    'alias.lab.test TXT': ['v=spf1 include:one.alias.lab.test include:two.alias.lab.test -all'],
    'alias.lab.test A': ['192.0.2.28'],
    // Both names are aliases of one that has this record among others.
    'one.alias.lab.test TXT': [
      'note 1',
      'v=spf1 ip4:192.0.2.25 ?include:web.lab.test ?include:relay.lab.test -all',
      'note 2',
    ],
    'two.alias.lab.test TXT': [
      'note 1',
      'v=spf1 ip4:192.0.2.25 ?include:web.lab.test ?include:relay.lab.test -all',
      'note 2',
    ],
    'web.lab.test TXT': ['v=spf1 ip4:203.0.113.0/24 ip4:198.51.100.94/32'],
    'relay.lab.test TXT': ['v=spf1 ip4:198.51.100.9/32 a -all'],
    'relay.lab.test A': ['192.0.2.131'],
  },
  cases: [
    {
      name: 'an IPv6 sender by ptr, behind a redirect',
      from: 'ann@deep.lab.test',
      ip: '2001:db8:ff:100::2',
      gives: 'pass',
    },
    {
      name: 'the same, another address',
      from: 'ann@deep.lab.test',
      ip: '2001:db8:ff:100::9',
      gives: 'fail',
      says: 'See https://lab.test/why?id=ann%40deep.lab.test&ip=2001%3Adb8%3Aff%3A100%3A%3A9&r=unknown',
    },
    { name: 'one record by two aliases', from: 'ann@alias.lab.test', ip: '192.0.2.27', gives: 'fail' },
  ],
};
