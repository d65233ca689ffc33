import type { View } from '../model/finding.ts';
import type { Endpoint } from '../model/subject.ts';
import type { Symptom, Target } from '../model/target.ts';
import { hostWord, serverWord, userWord } from './shell-word.ts';

/** `mailcheck imap mail.example.org:993 --security tls`; with `user`, it logs in; with `send`, it delivers a test message. */
export function serverCommand(
  at: Pick<Endpoint, 'protocol' | 'host' | 'port' | 'security'>,
  options: {
    readonly user?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string;
    readonly send?: boolean;
  } = {},
): string {
  if (at.protocol === 'sieve') return `mailcheck ports ${hostWord(at.host)}`;
  const words = ['mailcheck', at.protocol, serverWord(at.host, at.port), '--security', at.security];
  if (options.user !== undefined) words.push('--user', userWord(options.user, 'USER'));
  if (options.from !== undefined) words.push('--from', options.from === '' ? "''" : userWord(options.from, 'SENDER'));
  if (options.to !== undefined) words.push('--to', userWord(options.to, 'RECIPIENT'));
  if (options.send === true) words.push('--send');
  return words.join(' ');
}

/** `mailcheck tls mail.example.org` */
export const tlsCommand = (host: string): string => `mailcheck tls ${hostWord(host)}`;

/** `mailcheck ports mail.example.org` */
export const portsCommand = (host: string): string => `mailcheck ports ${hostWord(host)}`;

/** The whole diagnosis again, as the user asked for it. */
export function diagnoseCommand(target: Target, symptom: Symptom | undefined = target.symptom): string {
  if (target.blacklist !== undefined) return blacklistCommand(target.blacklist);
  if (target.records !== undefined) return dnsCommand(target);
  const words = ['mailcheck', 'diagnose', userWord(target.address ?? target.domain ?? 'ADDRESS', 'ADDRESS')];
  if (target.user !== undefined && target.user !== target.address) words.push('--user', userWord(target.user, 'USER'));
  for (const { protocol, host, port } of target.servers) {
    if (protocol === 'sieve') continue;
    words.push(`--${protocol}`, port === undefined ? hostWord(host) : serverWord(host, port));
  }
  if (symptom !== undefined) words.push('--symptom', symptom);
  return words.join(' ');
}

function blacklistCommand({ subjects, lists, role, mine }: NonNullable<Target['blacklist']>): string {
  const words = ['mailcheck', 'blacklist', ...subjects.slice(0, 5).map((one) => hostWord(one, 'ADDRESS'))];
  if (mine !== undefined) words.push('--mine');
  if (mine?.ask !== undefined) words.push('--ask', hostWord(mine.ask));
  if (lists.length !== 1 || lists[0] !== 'default')
    words.push('--lists', lists.map((one) => hostWord(one, 'ZONE')).join(','));
  if (role !== undefined) words.push('--role', role);
  return words.join(' ');
}

/** `mailcheck dns example.org --sending-ip 192.0.2.10`, with what was said about the records before. */
export function dnsCommand({ domain, records }: Pick<Target, 'domain' | 'records'>): string {
  const words = ['mailcheck', 'dns', hostWord(domain ?? 'DOMAIN', 'DOMAIN')];
  for (const { selector, domain: of, source } of records?.selectors ?? []) {
    if (source === 'named') words.push('--selector', of === domain ? selector : `${selector}._domainkey.${of}`);
  }
  for (const ip of records?.sendingIps ?? []) words.push('--sending-ip', ip);
  return words.join(' ');
}

/** `2026-11-26 09:05 UTC`, when the evidence was gathered: what leads others to the line in their log. */
export const minuteOf = (view: View): string => `${view.now.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Who logs in, if anybody does. */
export const userOf = (view: View): string | undefined => view.target.user ?? view.target.address;
