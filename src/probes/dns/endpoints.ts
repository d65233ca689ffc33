import { defineProbe } from '../../model/probe.ts';
import { endpoint } from '../../model/subject.ts';
import { addresses } from '../facts/dns.ts';
import type { LookUp } from './look-up.ts';

/** Meets a service with the addresses of its host. */
export const probeEndpoints = (_: LookUp) =>
  defineProbe({
    id: 'dns/endpoints',
    on: 'service',
    effect: 'lookup',
    needs: [addresses],
    yields: [],
    async run(at, run) {
      const ips = run.value(addresses, at)?.ips ?? [];
      run.discover(...ips.map((ip) => endpoint(at, ip)));
    },
  });
