import { scenario } from '../scenario.ts';

export default scenario({
  id: 'no-network',
  title: 'This machine has no network',
  story: 'No cable, no radio: the machine has no address of its own and reaches nothing.',
  fault(plan) {
    plan.localAddresses = [];
    plan.blocked = [{ how: 'unreachable' }];
  },
  cause: 'no-network',
});
