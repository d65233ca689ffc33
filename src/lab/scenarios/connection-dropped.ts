import { answer } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'connection-dropped',
  title: 'The connection is cut at the login',
  story: 'Something between client and server resets the connection as soon as the login is sent over IMAP.',
  fault(plan) {
    answer(plan, { protocol: 'imap' }, 'AUTH', { afterwards: 'reset' });
  },
  run: { symptom: 'receive', servers: [{ protocol: 'imap', host: mailHost, port: 993, security: 'tls' }] },
  cause: 'connection-dropped',
});
