import type { Io } from '../../model/io.ts';
import { defineProbe } from '../../model/probe.ts';
import { familyOf } from '../../model/subject.ts';
import { addressClass } from '../../protocols/ip.ts';
import { localNetwork } from '../facts/here.ts';

/** Which address families this machine has an address of that can reach anything. Asks nobody. */
export const probeLocalNetwork = ({ io }: { readonly io: Io }) =>
  defineProbe({
    id: 'here/network',
    on: 'here',
    effect: 'lookup',
    yields: [localNetwork],
    async run(_, run) {
      await run.stage(localNetwork, async () => {
        const addresses = io.network
          .localAddresses()
          .map(({ ip }) => ip)
          .filter((ip) => !['loopback', 'link-local'].includes(addressClass(ip)));
        return {
          ipv4: addresses.some((ip) => familyOf(ip) === 4),
          ipv6: addresses.some((ip) => familyOf(ip) === 6),
          addresses,
        };
      });
    },
  });
