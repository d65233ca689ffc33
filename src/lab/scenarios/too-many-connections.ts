import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'too-many-connections',
  title: 'Too many connections at once',
  story: 'Several devices hold all the IMAP connections that the server allows for one account and address.',
  fault(plan) {
    const text = '* BYE [LIMIT] Too many simultaneous connections from 198.51.100.7';
    answer(plan, { protocol: 'imap' }, 'GREETING', { say: text, afterwards: 'close' });
  },
  cause: 'too-many-connections',
});
