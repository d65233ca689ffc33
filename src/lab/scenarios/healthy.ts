import { scenario } from '../scenario.ts';

export default scenario({
  id: 'healthy',
  title: 'Everything works',
  story: 'One mail host with all its services, a valid certificate, right records and a tidy mailbox.',
});
