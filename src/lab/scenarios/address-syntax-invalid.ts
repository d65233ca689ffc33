import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'address-syntax-invalid',
  title: 'An address with a dot too many',
  story: 'The recipient’s address was copied with a dot at its end; the server is strict about the form of addresses.',
  fault(plan) {
    answer(plan, { ports: [465, 587] }, 'RCPT', '501 5.1.3 Bad recipient address syntax');
  },
  run: { symptom: 'send', to: ['bob.@example.com'] },
  cause: 'address-syntax-invalid',
});
