import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'sender-unauthenticated',
  title: 'A sender for whom nothing vouches',
  story: 'The receiver wants SPF or DKIM to pass; the domain of the sender has neither for this address.',
  fault(plan) {
    const text =
      '550 5.7.26 This message is blocked because the sender is unauthenticated: it must pass SPF or DKIM. DKIM = did not pass, SPF = did not pass';
    answer(plan, { ports: [25] }, 'END', text);
  },
  run: {
    send: true,
    credentials: 'none',
    servers: [{ protocol: 'smtp', host: 'mail.lab.test', port: 25, security: 'starttls' }],
    from: 'news@example.com',
    to: ['ann@lab.test'],
  },
  cause: 'sender-unauthenticated',
});
