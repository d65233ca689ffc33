import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'sender-domain-unresolvable',
  title: 'The sender’s domain is in no DNS',
  story:
    'The client sends under an address whose domain was given up; the server refuses senders that nobody can answer.',
  fault(plan) {
    const text = '450 4.1.8 <ann@old.lab.test>: Sender address rejected: Domain not found';
    answer(plan, { ports: [465, 587] }, 'MAIL', text);
  },
  run: { symptom: 'send', from: 'ann@old.lab.test', to: ['bob@example.com'] },
  cause: 'sender-domain-unresolvable',
});
