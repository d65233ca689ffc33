import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'delivery-expired',
  title: 'A gateway in another week',
  story: 'The clock of a gateway runs six days ahead; it takes every message for one that has waited too long.',
  fault(plan) {
    const text = '554 5.4.7 Delivery time expired: the message is six days old';
    answer(plan, { ports: [465, 587] }, 'END', text);
  },
  run: { send: true, from: 'ann@lab.test', to: ['bob@example.com'] },
  cause: 'delivery-expired',
});
