import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'recipient-restricted',
  title: 'A group that strangers may not write to',
  story: 'The group staff@example.com takes mail only from its own members, and the sender is none.',
  fault(plan) {
    const text =
      '550 5.7.133 Delivery restriction check failed: the group <staff@example.com> only accepts mail from its members';
    answer(plan, { ports: [465, 587] }, 'RCPT', text);
  },
  run: { symptom: 'send', to: ['staff@example.com'] },
  cause: 'recipient-restricted',
});
