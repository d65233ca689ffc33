import type { ListWishes } from '../model/target.ts';
import { addressProblems, parseServer } from '../protocols/address.ts';
import { asciiHostName } from '../protocols/dns-names.ts';
import { type AddressClass, addressClass, canonicalIp, unmap } from '../protocols/ip.ts';
import { isPublicName } from '../protocols/special-names.ts';
import { type Problem, quoted } from './problem.ts';

/** What a user wrote about block lists, before it is understood. */
export interface WrittenLists {
  readonly subjects: readonly string[];
  readonly lists: readonly string[];
  readonly role?: ListWishes['role'] | undefined;
  readonly mine?: boolean | undefined;
  readonly ask?: string | undefined;
}

/** Makes wishes of what was written, or says what is wrong with it. Pure. */
export function toListWishes(written: WrittenLists, allowPrivate: boolean): ListWishes | Problem {
  const subjects = new Set<string>();
  for (const text of written.subjects) {
    const subject = readListSubject(text, allowPrivate);
    if (typeof subject !== 'string') return subject;
    subjects.add(subject);
  }
  if (written.ask !== undefined && written.mine !== true) {
    return { problem: '--ask has no meaning without --mine.', wayOut: 'Write --mine --ask smtp.example.org' };
  }
  const ask = written.ask === undefined ? undefined : readAsked(written.ask);
  if (ask !== undefined && typeof ask !== 'string') return ask;
  if (subjects.size === 0 && written.mine !== true) {
    return {
      problem: 'nothing was said to be looked at.',
      wayOut: 'Give addresses, hosts or domains, or --mine: mailcheck blacklist 192.0.2.1',
    };
  }
  return {
    subjects: [...subjects],
    lists: written.lists,
    ...(written.role === undefined ? {} : { role: written.role }),
    ...(written.mine === true ? { mine: ask === undefined ? {} : { ask } } : {}),
  };
}

const kinds: Readonly<Record<Exclude<AddressClass, 'public'>, string>> = {
  private: 'a private address',
  loopback: 'a loopback address',
  'link-local': 'a link-local address',
  documentation: 'an address for documentation',
  multicast: 'a multicast address',
  reserved: 'a reserved address',
};

/** An address in its shortest form (an IPv4 one out of its IPv6 clothes), or a name as A-labels. Nothing is asked yet. */
export function readListSubject(text: string, allowPrivate: boolean): string | Problem {
  const trimmed = text.trim();
  const ip = canonicalIp(unmap(trimmed.replace(/^\[(?:ipv6:)?(.*)\]$/i, '$1')));
  if (ip !== undefined) {
    const kind = addressClass(ip);
    if (allowPrivate || kind === 'public') return ip;
    return {
      problem: `${quoted(trimmed)} is ${kinds[kind]}: no list knows it.`,
      wayOut: 'The public address of this machine: mailcheck blacklist --mine. To ask all the same: --allow-private',
    };
  }
  if (/^[\da-f.:]+\/\d{1,3}$/i.test(trimmed)) {
    return {
      problem: `${quoted(trimmed)} is a network.`,
      wayOut: 'Write each address, or a file of them: --file ips.txt',
    };
  }
  const name = asciiHostName(trimmed);
  if (name === undefined || !name.includes('.')) {
    const hint = trimmed.includes('@')
      ? 'Write the part behind the @: example.org'
      : 'Write 192.0.2.1, 2001:db8::1, mail.example.org or example.org';
    return { problem: `${quoted(trimmed)} is neither an address nor a name.`, wayOut: hint };
  }
  if (allowPrivate || isPublicName(name)) return name;
  return {
    problem: `${quoted(trimmed)} is not in the public DNS: no list knows it.`,
    wayOut: 'To ask all the same: --allow-private',
  };
}

/** A mail server that is connected to, as `HOST:PORT`; a client speaks to a submission port. */
function readAsked(text: string): string | Problem {
  const server = parseServer(text, 'smtp');
  if ('problem' in server) return { problem: `--ask ${quoted(text)}: ${addressProblems[server.problem]}.` };
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return `${host}:${server.port ?? 587}`;
}
