import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'tls-required',
  title: 'Encryption is switched off in the client',
  story: 'The client is set to port 143 without encryption, and the server takes no password there before TLS.',
  run: { symptom: 'receive', servers: [{ protocol: 'imap', host: mailHost, port: 143, security: 'none' }] },
  cause: 'tls-required',
});
