import { scenario } from '../scenario.ts';

export default scenario({
  id: 'port-blocked-here',
  title: 'The provider of this connection blocks port 25',
  story: 'Connections to port 25 go unanswered, whatever the host; all other ports work.',
  fault(plan) {
    plan.blocked.push({ port: 25, how: 'silent' });
  },
  cause: 'port-blocked-here',
});
