import { scenario } from '../scenario.ts';

export default scenario({
  id: 'spf-fail',
  title: 'SPF does not name the server that sends',
  story: 'Invoices go out through a new server at 198.51.100.25, which nobody has added to the SPF record.',
  fault(plan) {
    plan.dns.zone['25.100.51.198.in-addr.arpa'] = { PTR: ['invoices.lab.test'] };
    plan.dns.zone['invoices.lab.test'] = { A: ['198.51.100.25'] };
  },
  run: { records: { sendingIps: ['198.51.100.25'] } },
  cause: 'spf-fail',
});
