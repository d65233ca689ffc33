import { scenario } from '../scenario.ts';

export default scenario({
  id: 'bad-credentials',
  title: 'A wrong password',
  story: 'The password in the client is not that of the account.',
  run: { credentials: 'wrong-password' },
  cause: 'bad-credentials',
});
