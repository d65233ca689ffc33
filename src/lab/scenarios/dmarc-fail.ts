import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'dmarc-fail',
  title: 'A script that sends in the name of another domain',
  story:
    'A script hands its mail straight to the recipient, under a domain whose DMARC policy wants such mail refused.',
  fault(plan) {
    answer(plan, { ports: [25] }, 'END', '550 5.7.1 Email rejected per DMARC policy for example.com');
  },
  run: {
    send: true,
    credentials: 'none',
    servers: [{ protocol: 'smtp', host: 'mail.lab.test', port: 25, security: 'starttls' }],
    from: 'news@example.com',
    to: ['ann@lab.test'],
  },
  cause: 'dmarc-fail',
});
