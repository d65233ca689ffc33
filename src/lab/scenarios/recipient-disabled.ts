import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'recipient-disabled',
  title: 'A mailbox that was closed',
  story: 'The recipient has left, and the mailbox was disabled.',
  fault(plan) {
    const text = '550 5.2.1 <bob@example.com>: Recipient address rejected: This mailbox is disabled';
    answer(plan, { ports: [465, 587] }, 'RCPT', text);
  },
  run: { symptom: 'send', to: ['bob@example.com'] },
  cause: 'recipient-disabled',
});
