import { services } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'too-many-recipients',
  title: 'A letter to more people than the server takes',
  story: 'The server takes two recipients a message; the letter has three.',
  fault(plan) {
    for (const service of services(plan, { protocol: 'smtp', ports: [465, 587] })) service.maxRecipients = 2;
  },
  run: { symptom: 'send', to: ['bob@example.com', 'cid@example.com', 'dan@example.com'] },
  cause: 'too-many-recipients',
});
