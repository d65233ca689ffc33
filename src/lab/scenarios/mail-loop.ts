import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'mail-loop',
  title: 'A domain that its own server does not know',
  story:
    'The MX record names the server, which does not know the domain as its own and would send the mail on, to itself.',
  fault(plan) {
    const text =
      '550 5.4.6 <ann@lab.test>: Recipient address rejected: undeliverable address: mail for lab.test loops back to myself';
    answer(plan, { protocol: 'smtp' }, 'RCPT', text);
  },
  cause: 'mail-loop',
});
