import { scenario } from '../scenario.ts';

export default scenario({
  id: 'connection-refused',
  title: 'The IMAP server is down',
  story: 'Nothing listens on the IMAP ports 143 and 993; the other services of the host work.',
  fault(plan) {
    plan.blocked.push({ port: 143, how: 'refused' }, { port: 993, how: 'refused' });
  },
  cause: 'connection-refused',
});
