import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'policy-rejected',
  title: 'A refusal without a reason',
  story: 'A rule of the server refuses the recipient; its reply says no more than that there is a rule.',
  fault(plan) {
    answer(plan, { ports: [465, 587] }, 'RCPT', '550 5.7.1 Administrative prohibition');
  },
  run: { symptom: 'send', to: ['bob@example.com'] },
  cause: 'policy-rejected',
});
