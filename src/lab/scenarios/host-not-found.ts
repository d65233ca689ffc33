import { scenario } from '../scenario.ts';

export default scenario({
  id: 'host-not-found',
  title: 'A server name with a typing error',
  story: 'The account was set up with mial.lab.test, a name that does not exist.',
  run: {
    servers: [
      { protocol: 'imap', host: 'mial.lab.test' },
      { protocol: 'smtp', host: 'mail.lab.test' },
    ],
  },
  cause: 'host-not-found',
});
