import { defineProbe } from '../../model/probe.ts';
import type { LookUp } from '../dns/look-up.ts';
import { isMailHost } from '../dns/mail-hosts.ts';
import { reverseNames } from '../facts/dns.ts';
import { spfResult } from '../facts/spf.ts';
import { evaluateSpf } from './evaluate.ts';

/** The SPF result for each address that mail of the domain is, or may be, sent from. */
export const probeSpfResult = (look: LookUp) =>
  defineProbe({
    id: 'spf/result',
    on: 'address',
    effect: 'lookup',
    after: [reverseNames],
    yields: [spfResult],
    async run(at, run) {
      const { domain } = look.target;
      if (domain === undefined || !(await isMailHost(look, run, at.host))) return run.skip(spfResult, 'not-applicable');
      // A server that is set up well says in EHLO what its address is called.
      const [name] = run.value(reverseNames, at)?.names ?? [];
      const helo = name ?? (at.host === at.ip ? domain : at.host);
      const sender = `postmaster@${domain}`;
      await run.stage(spfResult, (journal) =>
        evaluateSpf({ ip: at.ip, sender, helo, domain }, look.io, { journal, signal: run.signal }),
      );
    },
  });
