import type { View } from '../model/finding.ts';
import type { SettingsOrigin, Trust } from '../model/settings.ts';
import type { Domain } from '../model/subject.ts';
import { mailExchangers, serviceRecords } from '../probes/facts/dns.ts';
import { pacc, tableByDomain } from '../probes/facts/settings.ts';

const isInside = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/**
 * May a password go to a host because this source names it? SRV and MX records are hearsay unless they are signed and
 * validated, or stay inside the domain (RFC 6186 section 6).
 */
export function trustIn(origin: SettingsOrigin, host: string, at: Domain, view: View): Trust {
  switch (origin) {
    case 'table':
    case 'autoconfig':
    case 'well-known':
    case 'ispdb':
      return 'trusted';
    case 'pacc':
      return view.value(pacc, at)?.proof.matches === true ? 'trusted' : 'confirm';
    case 'srv': {
      const records = view.value(serviceRecords, at)?.records ?? [];
      const isSigned = records.some(({ target, secure }) => target === host && secure === true);
      return isSigned || isInside(host, at.name) ? 'trusted' : 'confirm';
    }
    case 'table-by-mx':
    case 'autoconfig-by-mx':
    case 'ispdb-by-mx':
      return view.value(mailExchangers, at)?.secure === true ? 'trusted' : 'confirm';
    case 'autodiscover':
      return isInside(host, at.name) ? 'trusted' : 'confirm';
    case 'guess':
      return 'guessed';
    case 'http':
      return 'unsafe';
  }
}

const rows: Readonly<Record<SettingsOrigin, number>> = {
  table: 1,
  pacc: 2,
  autoconfig: 2,
  'well-known': 2,
  ispdb: 3,
  srv: 4,
  'table-by-mx': 5,
  'autoconfig-by-mx': 5,
  'ispdb-by-mx': 5,
  autodiscover: 6,
  http: 7,
  guess: 8,
};

/** How much a source is worth, 1 best. What nobody has looked at again is behind what is published today. */
export function rowOf(origin: SettingsOrigin, at: Domain, view: View): number {
  if (origin === 'table' && view.value(tableByDomain, at)?.provider?.confidence === 'low') return 3.5;
  if (origin === 'pacc' && view.value(pacc, at)?.proof.matches !== true) return 6.5;
  return rows[origin];
}
