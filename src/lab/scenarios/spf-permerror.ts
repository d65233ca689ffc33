import { scenario } from '../scenario.ts';

/** Services that the domain has taken on over the years, with the lookups that each costs. */
const services: Readonly<Record<string, string>> = {
  '_spf.office.test': 'v=spf1 include:_a.office.test include:_b.office.test include:_c.office.test -all',
  '_a.office.test': 'v=spf1 ip4:198.51.100.0/26 -all',
  '_b.office.test': 'v=spf1 ip4:198.51.100.64/26 -all',
  '_c.office.test': 'v=spf1 ip4:198.51.100.128/26 -all',
  '_spf.news.test': 'v=spf1 include:_in.news.test include:_out.news.test -all',
  '_in.news.test': 'v=spf1 ip4:203.0.113.0/28 -all',
  '_out.news.test': 'v=spf1 ip4:203.0.113.16/28 -all',
  'spf.shop.test': 'v=spf1 a:out1.shop.test a:out2.shop.test -all',
  'spf.tickets.test': 'v=spf1 ip4:203.0.113.64/28 -all',
};

export default scenario({
  id: 'spf-permerror',
  title: 'The SPF record needs too many lookups',
  story: 'With each new service an include was added to the SPF record, until it needed more than ten lookups.',
  fault(plan) {
    for (const [name, record] of Object.entries(services)) plan.dns.zone[name] = { TXT: [record] };
    plan.dns.zone['out1.shop.test'] = { A: ['203.0.113.81'] };
    plan.dns.zone['out2.shop.test'] = { A: ['203.0.113.82'] };
    const own = plan.dns.zone['lab.test'];
    if (own !== undefined) {
      own.TXT = [
        'v=spf1 mx include:_spf.office.test include:_spf.news.test include:spf.shop.test include:spf.tickets.test -all',
      ];
    }
  },
  run: { records: {} },
  cause: 'spf-permerror',
});
