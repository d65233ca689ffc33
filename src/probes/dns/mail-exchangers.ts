import { defineProbe } from '../../model/probe.ts';
import type { DnsAnswer } from '../../model/resolver.ts';
import { host, service } from '../../model/subject.ts';
import { isHostName } from '../../protocols/dns-names.ts';
import { type MailExchangers, mailExchangers } from '../facts/dns.ts';
import { ask, data, isSecure, type LookUp } from './look-up.ts';

const mostExchangers = 20;

/** MX records of a domain. */
export const probeMailExchangers = (look: LookUp) =>
  defineProbe({
    id: 'dns/mail-exchangers',
    on: 'domain',
    effect: 'lookup',
    yields: [mailExchangers],
    async run(at, run) {
      const found = await run.stage(mailExchangers, async () => {
        const answer = await ask(look, run, at.name, 'MX');
        return { ...readExchangers(answer), ...(isSecure(look, answer) ? { secure: true } : {}) };
      });
      // Settings are of servers that users talk to; exchangers are not among them.
      if (look.target.settings !== undefined) return;
      // RFC 5321 5.1: without any MX record, the domain itself is where its mail goes.
      const implicit = found.records.length === 0 && found.rcode === 'NOERROR' && look.target.records !== undefined;
      for (const name of implicit && isHostName(at.name) ? [at.name] : usableExchangers(found)) {
        run.discover(host(name));
        if (look.target.protocols.includes('smtp')) run.discover(service(name, 'smtp', 25, 'starttls'));
      }
    },
  });

export function readExchangers(answer: DnsAnswer): MailExchangers {
  const records = exchangersIn(data(answer));
  return { records, nullMx: records.length === 1 && records[0]!.exchange === '.', rcode: answer.rcode };
}

/** MX data, the lowest preference first. */
export const exchangersIn = (texts: readonly string[]): MailExchangers['records'] =>
  texts
    .map((text) => {
      const [preference = '', exchange = ''] = text.split(/ (.*)/s);
      return { preference: Number(preference), exchange };
    })
    .sort((a, b) => a.preference - b.preference);

/** Exchanges that are host names, without repetition; a null MX is none. */
export function usableExchangers(found: MailExchangers): string[] {
  const names = found.records.map((record) => record.exchange).filter(isHostName);
  return [...new Set(names)].slice(0, mostExchangers);
}
