import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'relay-denied',
  title: 'The server does not relay for its own users',
  story:
    'The relay rules of the submission server lack its users: it refuses recipients elsewhere even after the login.',
  fault(plan) {
    answer(plan, { ports: [465, 587] }, 'RCPT', '554 5.7.1 <bob@example.com>: Relay access denied');
  },
  run: { symptom: 'send', to: ['bob@example.com'] },
  cause: 'relay-denied',
});
