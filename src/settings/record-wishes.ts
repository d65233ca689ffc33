import type { DkimSelector, RecordWishes } from '../model/target.ts';
import { isSelector } from '../protocols/dkim/signature.ts';
import { asciiHostName } from '../protocols/dns-names.ts';
import { canonicalIp, unmap } from '../protocols/ip.ts';
import { type Problem, quoted } from './problem.ts';

/** What the user wrote about the records of a domain. */
export interface WrittenRecordWishes {
  readonly selectors?: readonly string[] | undefined;
  readonly sendingIps?: readonly string[] | undefined;
  readonly signatures?: readonly Pick<DkimSelector, 'selector' | 'domain'>[];
}

/** Makes wishes of what the user wrote, or says what is wrong with it. Pure. @param domain where selectors belong */
export function toRecordWishes(written: WrittenRecordWishes, domain: string): RecordWishes | Problem {
  const selectors = new Map<string, DkimSelector>();
  for (const text of written.selectors ?? []) {
    const named = readSelector(text.trim().toLowerCase(), domain);
    if (named === undefined) {
      return {
        problem: `--selector ${quoted(text)}: this is not a selector.`,
        wayOut: 'Write what stands behind s= in a DKIM-Signature of the domain: --selector mail2026',
      };
    }
    selectors.set(`${named.selector} ${named.domain}`, { ...named, source: 'named' });
  }
  for (const { selector, domain: signed } of written.signatures ?? []) {
    const key = `${selector} ${signed}`;
    if (!selectors.has(key)) selectors.set(key, { selector, domain: signed, source: 'message' });
  }
  const sendingIps: string[] = [];
  for (const text of written.sendingIps ?? []) {
    const ip = canonicalIp(unmap(text.trim()));
    if (ip === undefined) return { problem: `--sending-ip ${quoted(text)}: this is not an IP address.` };
    sendingIps.push(ip);
  }
  return { selectors: [...selectors.values()], sendingIps: [...new Set(sendingIps)] };
}

/** `mail2026`, or the whole name that its record has. */
function readSelector(text: string, domain: string): Pick<DkimSelector, 'selector' | 'domain'> | undefined {
  const [selector = '', rest] = text.split('._domainkey', 2);
  const published = rest === undefined || rest === '' ? domain : asciiHostName(rest.replace(/^\./, ''));
  return isSelector(selector) && published !== undefined ? { selector, domain: published } : undefined;
}
