import { defineProbe } from '../../model/probe.ts';
import { familyOf } from '../../model/subject.ts';
import { isHostName, reverseName } from '../../protocols/dns-names.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import { reverseNames } from '../facts/dns.ts';
import { ask, attempt, data, type LookUp, together } from './look-up.ts';
import { isMailHost } from './mail-hosts.ts';

const mostNames = 10;

/** The PTR names of an address that mail is sent from, and whether one of them leads back to it. */
export const probeReverseName = (look: LookUp) =>
  defineProbe({
    id: 'dns/reverse-name',
    on: 'address',
    effect: 'lookup',
    yields: [reverseNames],
    async run(at, run) {
      const question = reverseName(at.ip);
      if (question === undefined || !(await isMailHost(look, run, at.host))) {
        return run.skip(reverseNames, 'not-applicable');
      }
      await run.stage(reverseNames, async () => {
        const names = data(await ask(look, run, question, 'PTR')).slice(0, mostNames);
        const type = familyOf(at.ip) === 6 ? 'AAAA' : 'A';
        const once = together(run);
        const forward = await Promise.all(names.filter(isHostName).map((name) => attempt(ask(look, once, name, type))));
        const leadsBack = forward.some(
          (one) => 'value' in one && data(one.value).some((ip) => canonicalIp(ip) === canonicalIp(at.ip)),
        );
        return { names, forwardConfirmed: leadsBack };
      });
    },
  });
