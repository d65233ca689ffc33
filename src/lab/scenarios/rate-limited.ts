import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'rate-limited',
  title: 'Too many messages in an hour',
  story: 'The account has reached its hourly sending limit; further recipients are deferred.',
  fault(plan) {
    answer(
      plan,
      { ports: [465, 587] },
      'RCPT',
      '451 4.7.1 Ratelimit exceeded for mailbox ann@lab.test. Try again later.',
    );
  },
  run: { symptom: 'send' },
  cause: 'rate-limited',
});
