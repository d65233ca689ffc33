import { observationId } from '../../model/evidence.ts';
import { defineProbe } from '../../model/probe.ts';
import { endpoint, host } from '../../model/subject.ts';
import { isPrivateAddress } from '../../protocols/ip.ts';
import { addresses, places } from '../facts/dns.ts';
import type { LookUp } from './look-up.ts';

/** Meets a service with the addresses of its host. Without any, what would have been tried is recorded as skipped. */
export const probeEndpoints = ({ target, allowPrivate = true }: LookUp & { readonly allowPrivate?: boolean }) =>
  defineProbe({
    id: 'dns/endpoints',
    on: 'service',
    effect: 'lookup',
    needs: [addresses],
    yields: [places],
    async run(at, run) {
      const all = run.value(addresses, at)?.ips ?? [];
      // Whoever publishes settings could otherwise have us look around in the network that we are in.
      const isFound = target.settings !== undefined && !allowPrivate;
      const ips = isFound ? all.filter((ip) => !isPrivateAddress(ip)) : all;
      if (ips.length < all.length && ips.length === 0) return run.skip(places, 'private-address');
      if (ips.length === 0) return run.skip(places, observationId(addresses, host(at.host)));
      // Before the record: what is discovered waited for the addresses, not for this.
      run.discover(...ips.map((ip) => endpoint(at, ip)));
      await run.stage(places, async () => ({ ips }));
    },
  });
