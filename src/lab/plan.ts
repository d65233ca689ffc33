import type { Security } from '../model/subject.ts';
import type { NamedServer } from '../model/target.ts';
import type { CertificateOptions } from './certificates.ts';
import type { DnsPlan } from './servers/dns.ts';

/** Everything about a mail world, as data. Faults change it before it is started. */
export interface WorldPlan {
  domain: string;
  account: AccountPlan;
  /** The servers that the account's owner would name. */
  servers: NamedServer[];
  services: ServicePlan[];
  /** Web servers, on port 443 but for those that speak without TLS. */
  web: WebPlan[];
  /** By the name that services refer to. */
  certificates: Record<string, CertificateOptions>;
  mailbox: MailboxPlan;
  dns: DnsPlan;
  /** Simulated addresses of the machine that looks at this world. */
  localAddresses: { ip: string; interface: string }[];
  /** `IP:port`. */
  resolvers: string[];
  /** Hosts whose port 25 is open: the control question. */
  controls: string[];
  /** Connections that do not come about, first match counts; left-out fields match everything. */
  blocked: { ip?: string; port?: number; how: 'refused' | 'unreachable' | 'silent' }[];
}

export interface WebPlan {
  host: string;
  ips: string[];
  /** Key of the plan's certificates. */
  certificate: string;
  /** On port 80. */
  plaintext?: boolean;
  /** By path, without what follows a `?`; what is not there is 404. */
  pages: Record<string, WebPage>;
}

export interface WebPage {
  /** Default: 200. */
  status?: number;
  /** Default: `text/plain`. */
  type?: string;
  /** Where a redirect leads. */
  location?: string;
  body?: string;
}

export interface AccountPlan {
  address: string;
  /** Names that log in. */
  userNames: string[];
  /** The access token that the account's owner has is no longer good. */
  tokenExpired: boolean;
}

export interface MailboxPlan {
  delimiter: string;
  /** Prefix of the personal namespace, `INBOX.` or none. */
  prefix: string;
  folders: FolderPlan[];
  /** Subscriptions to folders that do not exist. */
  danglingSubscriptions: string[];
  /** STORAGE of the quota root, in KiB; a full one refuses mail as well. */
  quota?: { used: number; limit: number };
  /** Sizes of the messages in INBOX, in bytes. */
  messages: number[];
}

export interface FolderPlan {
  name: string;
  subscribed: boolean;
  /** `\Sent`. */
  specialUse?: string;
}

/** What a server does in place of its usual answer to a command. */
export interface Action {
  /** Lines, without line ends; `{tag}` stands for the IMAP command's tag. */
  say?: string | string[];
  /** After that: goes on, closes, resets the connection, or falls silent. Default: goes on. */
  afterwards?: 'go-on' | 'close' | 'reset' | 'mute';
}

/** By command, upper case; `GREETING` and `AUTH` (the verdict on any kind of login) as well. A text is what is said. */
export type Actions = Record<string, string | Action>;

type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

interface ServiceBase {
  host: string;
  ips: string[];
  port: number;
  /** `starttls`: offered for an upgrade. `none`: no TLS at all. */
  security: Security;
  /** Key of the plan's certificates. */
  certificate: string;
  actions: Actions;
  /** SASL mechanisms inside TLS, or without it where `security` is `none`. */
  mechanisms: string[];
  /** Offers logins in plain text as well. */
  plainTextLogin: boolean;
  /** Versions and suites; default: TLS 1.2 and 1.3 with the suites of today. */
  tls?: { minVersion?: TlsVersion; maxVersion?: TlsVersion; ciphers?: string };
  /** The handshake ends with this TLS alert (RFC 8446 section 6), as from a server with other versions or ciphers only. */
  tlsAlert?: number;
  /** Sent in the same breath as the go-ahead for TLS, by somebody in the middle. */
  smuggled?: string;
}

export interface SmtpPlan extends ServiceBase {
  protocol: 'smtp';
  /** Takes mail from account holders who have logged in, and from nobody else. */
  submission: boolean;
  /** Recipients that one message may have; any number when left out. */
  maxRecipients?: number;
  /** EHLO keywords beside STARTTLS and AUTH. */
  extensions: string[];
  /** Something on the way overwrites the STARTTLS keyword. */
  mangled: boolean;
}

export interface ImapPlan extends ServiceBase {
  protocol: 'imap';
  /** Beside IMAP4rev1 and what TLS and login bring along. */
  capabilities: string[];
  /** The LOGIN command is taken beside SASL. */
  loginCommand: boolean;
}

export interface Pop3Plan extends ServiceBase {
  protocol: 'pop3';
  capabilities: string[];
  /** USER and PASS are taken beside SASL. */
  loginCommand: boolean;
  /** Unique ids change from one listing to the next. */
  unstableUidl: boolean;
}

export interface SievePlan extends ServiceBase {
  protocol: 'sieve';
  /** The SIEVE capability: extensions of the language. */
  extensions: string[];
}

export type ServicePlan = SmtpPlan | ImapPlan | Pop3Plan | SievePlan;
