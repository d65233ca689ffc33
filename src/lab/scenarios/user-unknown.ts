import { scenario } from '../scenario.ts';

export default scenario({
  id: 'user-unknown',
  title: 'The recipient does not exist',
  story: 'The recipient address has a typing error; there is no such mailbox.',
  run: { symptom: 'send', to: ['anne@lab.test'] },
  cause: 'user-unknown',
});
