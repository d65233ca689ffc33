import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'reputation-poor',
  title: 'A network that has sent spam',
  story: 'The receiver remembers spam from the network of this machine and takes no mail from it.',
  fault(plan) {
    const text = '554 5.7.1 Connection refused: 198.51.100.7 has a poor reputation';
    answer(plan, { ports: [25] }, 'GREETING', { say: text, afterwards: 'close' });
  },
  cause: 'reputation-poor',
});
