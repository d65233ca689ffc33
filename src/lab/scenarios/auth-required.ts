import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'auth-required',
  title: 'The client does not log in to send',
  story: 'SMTP authentication is off in the client, and the submission server takes mail only after a login.',
  run: {
    symptom: 'send',
    servers: [{ protocol: 'smtp', host: mailHost, port: 587, security: 'starttls' }],
    credentials: 'none',
    from: 'ann@lab.test',
    to: ['ann@lab.test'],
  },
  cause: 'auth-required',
});
