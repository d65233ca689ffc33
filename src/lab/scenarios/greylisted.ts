import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'greylisted',
  title: 'Mail from unknown senders is put off',
  story: 'The receiving server greylists: the first attempt of an unknown sender is deferred.',
  fault(plan) {
    answer(
      plan,
      { ports: [25] },
      'RCPT',
      '450 4.2.0 <ann@lab.test>: Recipient address rejected: Greylisted, see https://postgrey.schweikert.ch/help/lab.test.html',
    );
  },
  cause: 'greylisted',
});
