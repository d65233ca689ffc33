import type { Effect } from '../model/evidence.ts';
import type { Protocol, Security } from '../model/subject.ts';
import type {
  DkimSelector,
  Expectations,
  NamedServer,
  SettingsWishes,
  StopStage,
  Symptom,
  Target,
  UsedProfile,
} from '../model/target.ts';
import { addressProblems, parseMailAddress, parseServer } from '../protocols/address.ts';
import { asciiHostName } from '../protocols/dns-names.ts';
import { canonicalIp } from '../protocols/ip.ts';
import { standardServices } from '../protocols/ports.ts';
import { toListWishes, type WrittenLists } from './list-wishes.ts';
import { isProblem, type Problem, quoted } from './problem.ts';
import { toRecordWishes } from './record-wishes.ts';

type Given<T> = T | undefined;

/** What a command asks about, before anything is understood. */
export interface Wishes {
  readonly what: Given<string>;
  /**
   * `anything`: an address, a domain or a server. `host`: a server without a port. `domain`: whatever its name is.
   * `account`: an address, or a domain whatever its name is.
   * `lists`: what `blacklist` has.
   */
  readonly kind: 'anything' | 'server' | 'host' | 'domain' | 'account' | 'lists';
  readonly protocols: readonly Protocol[];
  readonly ceiling: Effect;
  readonly servers?: {
    readonly imap?: Given<readonly string[]>;
    readonly pop3?: Given<readonly string[]>;
    readonly smtp?: Given<readonly string[]>;
  };
  readonly from?: Given<string>;
  readonly to?: Given<readonly string[]>;
  readonly stopAfter?: Given<StopStage>;
  /** Every standard mail port, not only those that were named. */
  readonly survey?: boolean;
  readonly blocklists?: boolean;
  /** What block lists are asked about, and nothing else. */
  readonly blacklist?: WrittenLists;
  /** A file with the settings of a client; `fileServers` are those of it that are to be looked at. */
  readonly file?: Given<string>;
  readonly fileServers?: readonly NamedServer[];
  /** Worth nothing without logging in. */
  readonly needsLogin?: boolean;
  /** What TLS versions and suites a server takes, each by itself. */
  readonly tlsOffers?: true;
  /** Settings for a mail program, from every source. */
  readonly settings?: {
    readonly guess: Given<SettingsWishes['guess']>;
    readonly http: Given<boolean>;
    readonly plaintext: Given<boolean>;
    readonly redirectHosts: Given<readonly string[]>;
  };
  /** The records of the domain as a whole. */
  readonly records?: {
    readonly selectors: Given<readonly string[]>;
    readonly sendingIps: Given<readonly string[]>;
    /** What a message of the domain is signed with. */
    readonly signatures?: readonly Pick<DkimSelector, 'selector' | 'domain'>[];
  };
}

/** The options that are part of what is asked about. */
export interface TargetOptions {
  readonly security?: Security | 'auto';
  readonly symptom?: Symptom;
  readonly user?: string;
  readonly send?: boolean;
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
  readonly allowInsecureAuth?: boolean;
  readonly allowPrivate?: boolean;
  readonly loginFound?: boolean;
  readonly confirmHost?: readonly string[];
  readonly stored?: StoredTarget;
}

/** What a saved profile says of the target that no option can say. */
export interface StoredTarget {
  readonly profile: UsedProfile;
  readonly servers: readonly NamedServer[];
  readonly expect?: Expectations;
}

/** Makes a target of what the user wrote, or says what is wrong with it. Pure. */
export function toTarget(wishes: Wishes, options: TargetOptions): Target | Problem {
  const security = options.security === 'auto' ? undefined : options.security;
  const asked = readArgument(wishes, security);
  if (isProblem(asked)) return asked;
  const named = readServers(wishes, security);
  if (isProblem(named)) return named;
  const { stored } = options;
  const kept = (stored?.servers ?? []).filter(({ protocol }) => wishes.protocols.includes(protocol));
  const servers = [...asked.servers, ...named, ...kept, ...(wishes.fileServers ?? [])];
  const blacklist =
    wishes.blacklist === undefined ? undefined : toListWishes(wishes.blacklist, options.allowPrivate === true);
  if (blacklist !== undefined && isProblem(blacklist)) return blacklist;
  const isAnything = blacklist !== undefined || wishes.file !== undefined;
  if (!isAnything && servers.length === 0 && asked.domain === undefined) {
    return {
      problem: 'nothing was said to be looked at.',
      wayOut:
        wishes.kind === 'account' && wishes.settings !== undefined
          ? 'Give an address or a domain: mailcheck discover ann@example.org'
          : 'Give an address, a domain or a server: mailcheck diagnose ann@example.org',
    };
  }
  const confirmedHosts = readHosts('--confirm-host', options.confirmHost ?? []);
  if (isProblem(confirmedHosts)) return confirmedHosts;
  if (options.user !== undefined && /\p{Cc}/u.test(options.user)) {
    return { problem: `--user ${quoted(options.user)}: ${addressProblems['control-character']}.` };
  }
  const envelope = readEnvelope(wishes, options, asked.address);
  if (isProblem(envelope)) return envelope;
  const records = wishes.records === undefined ? undefined : toRecordWishes(wishes.records, asked.domain ?? '');
  if (records !== undefined && isProblem(records)) return records;
  const settings = wishes.settings === undefined ? undefined : toSettingsWishes(wishes.settings);
  if (settings !== undefined && isProblem(settings)) return settings;
  return {
    ...asked,
    servers,
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.symptom === undefined ? {} : { symptom: options.symptom }),
    protocols: wishes.protocols,
    ceiling: wishes.ceiling,
    ...(wishes.stopAfter === undefined ? {} : { stopAfter: wishes.stopAfter }),
    ...envelope,
    survey: wishes.survey ?? false,
    ...(options.allowInsecureAuth === true ? { allowInsecureAuth: true } : {}),
    ...(options.loginFound === true ? { loginFound: true } : {}),
    ...(confirmedHosts.length === 0 ? {} : { confirmedHosts }),
    ...(blacklist === undefined ? {} : { blacklist }),
    ...(wishes.file === undefined ? {} : { file: wishes.file }),
    ...(records === undefined ? {} : { records }),
    ...(settings === undefined ? {} : { settings }),
    ...(wishes.tlsOffers === undefined ? {} : { tlsOffers: wishes.tlsOffers }),
    ...(options.ipv4 === true ? { family: 4 } : options.ipv6 === true ? { family: 6 } : {}),
    ...(stored === undefined ? {} : { profile: stored.profile }),
    ...(stored?.expect === undefined ? {} : { expect: stored.expect }),
  };
}

function toSettingsWishes(written: NonNullable<Wishes['settings']>): SettingsWishes | Problem {
  const redirectHosts = readHosts('--allow-redirect', written.redirectHosts ?? []);
  if (isProblem(redirectHosts)) return redirectHosts;
  return {
    guess: written.guess ?? 'auto',
    ...(written.http === true ? { http: true } : {}),
    ...(written.plaintext === true ? { plaintext: true } : {}),
    ...(redirectHosts.length === 0 ? {} : { redirectHosts }),
  };
}

type Asked = Pick<Target, 'address' | 'domain' | 'servers'>;

function readArgument(wishes: Wishes, security: Given<Security>): Asked | Problem {
  const { what, kind } = wishes;
  if (what === undefined) return { servers: [] };
  if (kind === 'domain' || (kind === 'account' && !what.includes('@'))) return readDomain(what);
  if ((kind === 'anything' || kind === 'account') && what.includes('@')) {
    const address = readAddress('', what);
    return isProblem(address) ? address : { address: address.address, domain: address.domain, servers: [] };
  }
  const server = readServer('', what, 'imap');
  if (isProblem(server)) return server;
  if (kind === 'host' && server.port !== undefined) {
    return {
      problem: `${quoted(what)}: every port is looked at, so none can be named.`,
      wayOut: `For one port: mailcheck tls ${what}`,
    };
  }
  if (kind === 'anything' && server.port === undefined && !looksLikeServer(server.host)) {
    if (server.host.includes('.')) return { domain: server.host, servers: [] };
    return {
      problem: `${quoted(what)} is neither an address nor a domain.`,
      wayOut: 'Write ann@example.org, example.org, or a server: mail.example.org',
    };
  }
  return serversAt(wishes, server, security);
}

/** What stands behind the @ of an address, or a domain by itself. */
function readDomain(what: string): Asked | Problem {
  const address = what.includes('@') ? readAddress('', what) : undefined;
  if (address !== undefined) return isProblem(address) ? address : { domain: address.domain, servers: [] };
  const server = readServer('', what, 'smtp');
  if (isProblem(server)) return server;
  if (server.port === undefined && canonicalIp(server.host) === undefined && server.host.includes('.')) {
    return { domain: server.host, servers: [] };
  }
  return { problem: `${quoted(what)} is not a domain.`, wayOut: 'Write the part behind the @: example.org' };
}

/** A server named without its protocol: its port tells it; without a port each protocol is looked at. */
function serversAt(
  { protocols }: Wishes,
  { host, port }: { host: string; port?: number },
  security: Given<Security>,
): Asked | Problem {
  const mode = security === undefined ? {} : { security };
  if (port === undefined) return { servers: protocols.map((protocol) => ({ protocol, host, ...mode })) };
  const [only, ...more] = protocols;
  const protocol =
    only !== undefined && more.length === 0
      ? only
      : standardServices.find((one) => one.port === port && protocols.includes(one.protocol))?.protocol;
  if (protocol === undefined) {
    return {
      problem: `port ${port} does not tell the protocol.`,
      wayOut: `Say it by the command: mailcheck imap ${host}:${port}, or smtp, or pop3`,
    };
  }
  return { servers: [{ protocol, host, port, ...mode }] };
}

/** An IP address, or a name like those that servers have: `mail.example.org`, `mx2.example.org`. */
const looksLikeServer = (host: string): boolean =>
  canonicalIp(host) !== undefined ||
  /^(?:mail|e?mail\d*|imaps?\d*|smtps?\d*|pop3?s?\d*|mx\d*|mta\d*|mailhost|mailserver)\.[^.]+\./.test(host);

function readServers({ servers = {} }: Wishes, security: Given<Security>): NamedServer[] | Problem {
  const result: NamedServer[] = [];
  for (const protocol of ['imap', 'pop3', 'smtp'] as const) {
    for (const text of servers[protocol] ?? []) {
      const server = readServer(`--${protocol} `, text, protocol);
      if (isProblem(server)) return server;
      result.push(security === undefined ? server : { ...server, security });
    }
  }
  return result;
}

function readEnvelope(
  wishes: Wishes,
  options: TargetOptions,
  address: Given<string>,
): Pick<Target, 'from' | 'to'> | Problem {
  const to: string[] = [];
  for (const text of wishes.to ?? []) {
    const recipient = readAddress('--to ', text);
    if (isProblem(recipient)) return recipient;
    to.push(recipient.address);
  }
  if (options.send === true && to.length === 0) {
    return { problem: '--send: there is no recipient.', wayOut: 'Say who gets the test message: --to ADDRESS' };
  }
  const given = wishes.from ?? (to.length > 0 ? (address ?? options.user) : undefined);
  // RFC 5321 4.5.5: the null reverse-path is a sender.
  const sender = given === undefined || given === '' || given === '<>' ? undefined : readAddress('--from ', given);
  if (sender !== undefined && isProblem(sender) && wishes.from !== undefined) return sender;
  const from = sender !== undefined && !isProblem(sender) ? sender.address : wishes.from === undefined ? undefined : '';
  if (options.send === true && from === undefined) {
    return { problem: '--send: there is no sender.', wayOut: 'Say who sends the test message: --from ADDRESS' };
  }
  return { ...(from === undefined ? {} : { from }), ...(to.length === 0 ? {} : { to }) };
}

function readAddress(option: string, text: string): { readonly address: string; readonly domain: string } | Problem {
  const address = parseMailAddress(text);
  if (!('problem' in address)) return address;
  return { problem: `${option}${quoted(text)}: ${addressProblems[address.problem]}.`, wayOut: 'Write ann@example.org' };
}

function readServer(option: string, text: string, protocol: Protocol): NamedServer | Problem {
  const server = parseServer(text, protocol);
  if (!('problem' in server)) return server;
  return {
    problem: `${option}${quoted(text)}: ${addressProblems[server.problem]}.`,
    wayOut: 'Write HOST or HOST:PORT; an IPv6 address with a port is written [2001:db8::1]:993',
  };
}

function readHosts(option: string, texts: readonly string[]): string[] | Problem {
  const hosts: string[] = [];
  for (const text of texts) {
    const name = canonicalIp(text) ?? asciiHostName(text);
    if (name === undefined) return { problem: `${option} ${quoted(text)}: ${addressProblems['bad-host']}.` };
    hosts.push(name);
  }
  return hosts;
}
