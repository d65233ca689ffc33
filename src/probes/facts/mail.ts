import { fact } from '../../model/evidence.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Security } from '../../model/subject.ts';
import type { TlsView } from '../../model/tls-view.ts';

/** Facts of one conversation, in the order of its stages. */
export const connect = fact<{ readonly ms: number }>()('net/connect', 'endpoint', 'connection');
export const greeting = fact<Greeting>()('mail/greeting', 'endpoint', 'greeting');
/** Offered in plain text, before TLS; not recorded when TLS is spoken from the start. */
export const offer = fact<Offer>()('mail/capabilities', 'endpoint', 'capabilities');
export const starttls = fact<{ readonly reply: ServerReply }>()('mail/starttls', 'endpoint', 'STARTTLS');
export const tlsSession = fact<TlsView>()('tls/session', 'endpoint', 'TLS');
/** Offered inside TLS, asked for anew. */
export const securedOffer = fact<Offer>()('mail/capabilities-after-tls', 'endpoint', 'capabilities after TLS');
export const login = fact<Login>()('auth/login', 'endpoint', 'login');
export const envelope = fact<Envelope>()('smtp/envelope', 'endpoint', 'envelope');
export const delivery = fact<Delivery>()('smtp/delivery', 'endpoint', 'test message');
export const folders = fact<Folders>()('imap/folders', 'endpoint', 'folders');
export const maildrop = fact<Maildrop>()('pop3/maildrop', 'endpoint', 'maildrop');
/** The experiment: does the other TLS mode work on the same address and port? */
export const otherMode = fact<OtherMode>()('experiment/other-tls-mode', 'endpoint', 'the other TLS mode');

export interface Greeting {
  readonly reply: ServerReply;
  /** The host name that the server claims in its greeting, if its protocol has one there. */
  readonly claims?: string;
  /** Time that the server put into its greeting, ISO 8601. */
  readonly serverTime?: string;
}

/** What a server offers in one security state. Nothing is carried over a TLS upgrade. */
export interface Offer {
  /** Upper-case keyword to its parameters, as offered; SMTP extensions, IMAP capabilities, POP3 CAPA, ManageSieve. */
  readonly keywords: readonly { readonly name: string; readonly args: string }[];
  /** SASL mechanisms, upper case, in the server's order, at most 64. */
  readonly mechanisms: readonly string[];
  /** LOGIN command (IMAP without LOGINDISABLED) or USER/PASS (POP3). */
  readonly plainLogin: boolean;
  readonly starttls: boolean;
  /** Greeting lines that look like a STARTTLS overwritten in transit (`XXXXXXXA`). */
  readonly mangled: readonly string[];
  /** SMTP: EHLO was refused and HELO used. */
  readonly legacyHello?: boolean;
}

export interface Login {
  /** Mechanism name, or `LOGIN` `USER` for the commands of IMAP and POP3 (written `IMAP LOGIN`, `USER/PASS`). */
  readonly mechanism: string;
  readonly user: string;
  readonly reply: ServerReply;
  /** False when it went over plain text or unverified TLS by the user's express wish. */
  readonly protected: boolean;
}

export interface Envelope {
  readonly from: string;
  readonly mail: ServerReply;
  readonly recipients: readonly { readonly address: string; readonly reply: ServerReply }[];
  readonly authenticated: boolean;
}

export interface Delivery {
  readonly messageId: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly { readonly address: string; readonly reply: string }[];
  readonly reply: string;
}

export interface Folder {
  /** Decoded name; hostile text. */
  readonly name: string;
  readonly delimiter: string | null;
  readonly subscribed: boolean;
  /** Listed but not there (\NonExistent), or subscribed only. */
  readonly exists: boolean;
  readonly selectable: boolean;
  /** `\Sent`, `\Drafts`, `\Junk`, `\Trash`, `\Archive`, `\All`, `\Flagged` (RFC 6154). */
  readonly specialUse: readonly string[];
}

export interface Folders {
  readonly personal: readonly { readonly prefix: string; readonly delimiter: string | null }[];
  readonly otherUsers: readonly { readonly prefix: string; readonly delimiter: string | null }[];
  readonly shared: readonly { readonly prefix: string; readonly delimiter: string | null }[];
  readonly folders: readonly Folder[];
  /** How subscriptions were read. `none`: the server would not say. */
  readonly subscriptionsBy: 'list-extended' | 'lsub' | 'none';
  readonly specialUseKnown: boolean;
  readonly quota: readonly {
    readonly root: string;
    readonly resource: string;
    readonly used: number;
    readonly limit: number;
  }[];
}

export interface Maildrop {
  readonly messages: number;
  /** Bytes. */
  readonly size: number;
  /** `unstable`: two listings in one session differ. `missing`: UIDL is not supported. */
  readonly uidl: 'stable' | 'unstable' | 'missing' | 'empty';
  readonly duplicateUids: number;
  /** An identifier that shows the trouble: the first that changed, or that two messages have; hostile text. */
  readonly suspectUid?: string;
  /** LOGIN-DELAY in seconds, EXPIRE in days (`never` is undefined with `expireNever`). */
  readonly loginDelay?: number;
  readonly expireDays?: number;
  readonly expireNever?: boolean;
}

export interface OtherMode {
  readonly security: Security;
  readonly works: boolean;
  /** What it saw: a greeting line, a TLS version, or the failure's kind. */
  readonly saw: string;
}
