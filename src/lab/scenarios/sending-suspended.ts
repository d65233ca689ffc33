import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'sending-suspended',
  title: 'An account that may only receive',
  story: 'The provider saw spam from the account and stopped it from sending; receiving works.',
  fault(plan) {
    answer(plan, { ports: [465, 587] }, 'MAIL', '554 5.1.8 Email Outgoing Blocked');
  },
  run: { symptom: 'send' },
  cause: 'sending-suspended',
});
