import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'helo-rejected',
  title: 'The server judges the names of its own users’ machines',
  story: 'A rule against forged names in HELO was made for port 25, and holds on the submission ports as well.',
  fault(plan) {
    const text = '550 5.7.1 <[198.51.100.7]>: Helo command rejected: need fully-qualified hostname';
    answer(plan, { ports: [465, 587] }, 'RCPT', text);
  },
  run: { symptom: 'send' },
  cause: 'helo-rejected',
});
