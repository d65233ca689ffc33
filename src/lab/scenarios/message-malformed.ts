import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'message-malformed',
  title: 'A proxy that spoils line ends',
  story:
    'A proxy in front of the server turns the line ends of messages into bare line feeds, which the server refuses.',
  fault(plan) {
    answer(plan, { ports: [465, 587] }, 'END', '521 5.5.2 mail.lab.test Error: bare <LF> received');
  },
  run: { send: true, from: 'ann@lab.test', to: ['bob@example.com'] },
  cause: 'message-malformed',
});
