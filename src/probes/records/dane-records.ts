import { defineProbe } from '../../model/probe.ts';
import { domain } from '../../model/subject.ts';
import { parseTlsa } from '../../protocols/tlsa.ts';
import { ask, data, isSecure, type LookUp } from '../dns/look-up.ts';
import { isMailHost } from '../dns/mail-hosts.ts';
import { ipv4Addresses, ipv6Addresses, mailExchangers } from '../facts/dns.ts';
import { daneRecords } from '../facts/dnssec.ts';

const mostRecords = 50;

/** TLSA records of a mail exchanger's port 25, and how far the way to them is signed (RFC 7672 section 2.2). */
export const probeDaneRecords = (look: LookUp) =>
  defineProbe({
    id: 'dane/records',
    on: 'host',
    effect: 'lookup',
    after: [ipv4Addresses, ipv6Addresses],
    yields: [daneRecords],
    async run(at, run) {
      const name = `_25._tcp.${at.name}`;
      const of = look.target.domain;
      const isSender = look.target.records?.sendingIps.includes(at.name) === true;
      if (of === undefined || isSender || name.length > 253 || !(await isMailHost(look, run, at.name))) {
        return run.skip(daneRecords, 'not-applicable');
      }
      await run.stage(daneRecords, async () => {
        const answer = await ask(look, run, name, 'TLSA');
        const families = [ipv4Addresses, ipv6Addresses].flatMap((fact) => run.value(fact, at) ?? []);
        return {
          name,
          records: data(answer).slice(0, mostRecords).map(parseTlsa),
          secure: {
            exchangers: run.value(mailExchangers, domain(of))?.secure === true,
            addresses: families.length > 0 && families.every((one) => isSecure(look, one)),
            records: isSecure(look, answer),
          },
          trusted: look.io.network.trustsValidation?.(answer.resolver) === true,
        };
      });
    },
  });
