import { services } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'pop3-uidl-unstable',
  title: 'The POP3 server changes the ids of messages',
  story: 'The unique ids of messages differ from one listing to the next, so clients download everything again.',
  fault(plan) {
    for (const service of services(plan, { protocol: 'pop3' })) service.unstableUidl = true;
  },
  run: { symptom: 'receive' },
  cause: 'pop3-uidl-unstable',
});
