import type { Report } from '../model/report.ts';
import { forTerminal } from './encode.ts';
import { type OwnAddresses, ownAddressesIn } from './list-facts.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

export function ownAddresses({ evidence }: Report): OwnAddresses | undefined {
  const one = evidence.find(({ fact }) => fact === 'here/public-addresses');
  return one?.outcome.status === 'observed' ? ownAddressesIn(one.outcome.value) : undefined;
}

/** Under which address others see this machine, and how that is known; or that nobody could say. */
export function ownAddressRows(report: Report, style: Style): string[] {
  if (report.target.blacklist?.mine === undefined) return [];
  const ink = inkOf(style);
  const own = ownAddresses(report);
  const failed = (own?.failed ?? []).map(({ by, why }) => `${by}: ${why}`).join(' · ');
  const rows = (own?.found ?? []).map((one) => `${one.ip}, ${howKnown(one)}`);
  if (rows.length === 0) {
    rows.push(
      `not found${failed === '' ? '' : ` (${failed})`}. Name it yourself, or let a mail server say it: --mine --ask smtp.example.org`,
    );
  } else if (failed !== '') rows.push(`Not told by ${failed}`);
  return [ink.bold('This machine'), ...rows.map((text) => `   ${wrap(forTerminal(text), style.width - 3, '   ')}`)];
}

function howKnown({ way, by }: OwnAddresses['found'][number]): string {
  const names = by.join(' and ');
  if (way === 'interface') return `its own address on ${names}`;
  if (way === 'ehlo') return `which ${names} says it sees`;
  return by.length > 1
    ? `which the name servers of ${names} say they see`
    : `which only the name server of ${names} says it sees; somebody who answers DNS on the way may be meant`;
}
