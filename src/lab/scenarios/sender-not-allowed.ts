import { scenario } from '../scenario.ts';

export default scenario({
  id: 'sender-not-allowed',
  title: 'A sender address that belongs to somebody else',
  story: 'The client sends as info@lab.test, an address that the account may not use.',
  run: { symptom: 'send', from: 'info@lab.test', to: ['ann@lab.test'] },
  cause: 'sender-not-allowed',
});
