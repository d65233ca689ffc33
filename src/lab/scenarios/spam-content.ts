import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'spam-content',
  title: 'A filter that takes the message for spam',
  story: 'The outgoing filter of the server counts the message as spam and refuses it.',
  fault(plan) {
    answer(plan, { ports: [465, 587] }, 'END', '554 5.7.1 Spam message rejected');
  },
  run: { send: true, from: 'ann@lab.test', to: ['bob@example.com'] },
  cause: 'spam-content',
});
