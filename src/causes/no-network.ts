import { defineCause } from '../model/cause.ts';
import { here } from '../model/subject.ts';
import { localNetwork } from '../probes/facts/here.ts';
import { connect } from '../probes/facts/mail.ts';
import { diagnoseCommand } from './command-line.ts';
import { connectionEchoes, lookupEchoes } from './echoes.ts';
import { stated } from './statement.ts';

export default defineCause({
  id: 'no-network',
  title: 'This machine has no network',
  layer: 'machine',
  sharing: 'run',
  symptoms: [{ rule: 'here/no-network' }],
  explains: [
    ...lookupEchoes,
    ...connectionEchoes,
    { rule: 'dns/host-not-found' },
    { rule: 'dns/mx-target-missing' },
    { rule: 'net/port-blocked-here' },
  ],
  leavesOpen: () => true,
  excluded: ({ view }) => view.all(connect).some(({ outcome }) => outcome.status === 'observed'),
  ruledOut: ({ view }) =>
    stated('trouble at the mail server (no packet left this machine)', view.id(localNetwork, here)),
  summary: () =>
    'This machine has no usable IPv4 or IPv6 address, only loopback or link-local ones, so nothing outside can be asked.',
  actions: () => [
    { text: 'Connect to a network (cable, Wi-Fi, VPN or mobile) and run the check again.' },
    { text: 'See which addresses the interfaces have.', command: 'ip -brief address' },
    { text: 'In a container or virtual machine, give it a network; in an aeroplane mode, leave it.' },
  ],
  check: ({ view }) => diagnoseCommand(view.target),
});
