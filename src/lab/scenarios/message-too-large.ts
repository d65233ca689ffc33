import { services } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'message-too-large',
  title: 'A size limit in the wrong unit',
  story: 'The administrator has written the size limit in megabytes, where the server counts bytes.',
  fault(plan) {
    for (const service of services(plan, { protocol: 'smtp', ports: [465, 587] })) {
      service.extensions = service.extensions.map((one) => (one.startsWith('SIZE ') ? 'SIZE 50' : one));
      service.actions.END = '552 5.3.4 Error: message file too big';
    }
  },
  run: { send: true, from: 'ann@lab.test', to: ['bob@example.com'] },
  cause: 'message-too-large',
});
