import { scenario } from '../scenario.ts';

export default scenario({
  id: 'oauth-token-invalid',
  title: 'The access token has expired',
  story: 'The client signs in with OAuth 2.0, but its token is no longer good.',
  fault(plan) {
    plan.account.tokenExpired = true;
  },
  run: { credentials: 'access-token', mechanism: 'XOAUTH2' },
  cause: 'oauth-token-invalid',
});
