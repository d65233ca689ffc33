import { scenario } from '../scenario.ts';

export default scenario({
  id: 'mailbox-full',
  title: 'The mailbox is full',
  story: 'The mailbox has used all of its storage; the server refuses new mail for it.',
  fault(plan) {
    plan.mailbox.quota = { used: 1_048_576, limit: 1_048_576 };
  },
  cause: 'mailbox-full',
});
