import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'attachment-or-virus-blocked',
  title: 'A filter of attachments that knows no bounds',
  story: 'A new rule of the content filter bans every part of a message, plain text as well.',
  fault(plan) {
    const text = '554 5.7.0 Reject, id=01234-05 - BANNED: text/plain';
    answer(plan, { ports: [465, 587] }, 'END', text);
  },
  run: { send: true, from: 'ann@lab.test', to: ['bob@example.com'] },
  cause: 'attachment-or-virus-blocked',
});
