import type { Report } from '../model/report.ts';
import { forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** As the fact `here/public-addresses` holds it. */
interface PublicAddresses {
  readonly found: readonly { readonly ip: string; readonly way: string; readonly by: readonly string[] }[];
  readonly failed: readonly { readonly by: string; readonly why: string }[];
}

export function ownAddresses({ evidence }: Report): PublicAddresses | undefined {
  const one = evidence.find(({ fact }) => fact === 'here/public-addresses');
  return one?.outcome.status === 'observed' ? (one.outcome.value as PublicAddresses) : undefined;
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

function howKnown({ way, by }: PublicAddresses['found'][number]): string {
  const names = by.join(' and ');
  if (way === 'interface') return `its own address on ${names}`;
  if (way === 'ehlo') return `which ${names} says it sees`;
  return by.length > 1
    ? `which the name servers of ${names} say they see`
    : `which only the name server of ${names} says it sees; somebody who answers DNS on the way may be meant`;
}
