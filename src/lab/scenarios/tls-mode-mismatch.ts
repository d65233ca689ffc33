import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'tls-mode-mismatch',
  title: 'STARTTLS chosen for a port that speaks TLS at once',
  story: 'The client is set to port 993 with STARTTLS, but that port speaks TLS from the first byte.',
  run: { symptom: 'receive', servers: [{ protocol: 'imap', host: mailHost, port: 993, security: 'starttls' }] },
  cause: 'tls-mode-mismatch',
});
