import { fact } from '../../model/evidence.ts';
import type { Failure } from '../../model/failure.ts';
import type { ProviderConditions, PublishedSettings } from '../../model/settings.ts';
import type { TlsView } from '../../model/tls-view.ts';

/** Why a redirect was not followed. */
export type RedirectRefusal = 'no-https' | 'other-port' | 'other-site' | 'user-in-it' | 'too-many' | 'no-location';

/** What came of asking one place of the web for settings. */
export type WebResult =
  | { readonly kind: 'settings'; readonly settings: PublishedSettings }
  /** The name does not exist, or has no address. */
  | { readonly kind: 'no-host' }
  /** Anything but 200 and redirects. */
  | { readonly kind: 'status'; readonly status: number }
  /** A page of a site that answers everything with one. */
  | { readonly kind: 'web-page' }
  /** No document, or one that holds no server. */
  | { readonly kind: 'unusable'; readonly why: string }
  /** The certificate does not prove the host; nothing was asked. */
  | { readonly kind: 'certificate'; readonly tls: TlsView }
  /** `to` is hostile text. */
  | { readonly kind: 'redirect'; readonly to: string; readonly why: RedirectRefusal }
  /** All its addresses are private, and were not asked. */
  | { readonly kind: 'private'; readonly ips: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One place of the web that was asked for settings. */
export interface WebAnswer {
  /** Without the mail address that went along. */
  readonly url: string;
  /** Where redirects led, first to last. */
  readonly redirects: readonly string[];
  /** What the host is an alias of: its operator decides. */
  readonly alias?: string;
  readonly ips: readonly string[];
  /** When the file was changed last, ISO 8601. */
  readonly lastModified?: string;
  readonly result: WebResult;
}

/** Digest records of PACC (draft-ietf-mailmaint-pacc), and what the configuration's own is. */
export interface PaccProof {
  /** TXT of `_ua-auto-config`, those that begin with `v=UAAC1`. Hostile. */
  readonly records: readonly string[];
  /** SHA-256 of the configuration, base64; undefined where none was read. */
  readonly digest?: string;
  /** Undefined: there was nothing to compare, or the records could not be asked for. */
  readonly matches?: boolean;
}

/** Settings from the table that mailcheck brings along. */
export interface TableAnswer {
  /** Undefined: the table does not know it. */
  readonly provider?: ProviderConditions;
  readonly settings?: PublishedSettings;
  /** Hosts that hold a part only the customer knows: shown, never connected to. */
  readonly patterns: readonly string[];
  /** Year and month of the table. */
  readonly asOf: string;
}

/** By the exact name of the domain. */
export const tableByDomain = fact<TableAnswer>()('settings/table', 'domain', 'own table');
/** By the end of the name of the first mail exchanger. */
export const tableByExchanger = fact<TableAnswer & { readonly exchanger?: string; readonly isFilter?: true }>()(
  'settings/table-by-mx',
  'domain',
  'own table by mail exchanger',
);
export const pacc = fact<WebAnswer & { readonly proof: PaccProof }>()('settings/pacc', 'domain', 'PACC');
export const autoconfig = fact<WebAnswer>()('settings/autoconfig', 'domain', 'autoconfig host');
export const wellKnown = fact<WebAnswer>()('settings/well-known', 'domain', 'autoconfig at .well-known');
export const database = fact<WebAnswer>()('settings/ispdb', 'domain', 'Thunderbird database');
/** Autoconfig at the names of the first mail exchanger, and the database by those; the places in order. */
export const exchangerAutoconfig = fact<{ readonly answers: readonly WebAnswer[] }>()(
  'settings/autoconfig-by-mx',
  'domain',
  'autoconfig by mail exchanger',
);
export const exchangerDatabase = fact<{ readonly answers: readonly WebAnswer[] }>()(
  'settings/ispdb-by-mx',
  'domain',
  'Thunderbird database by mail exchanger',
);
export const autodiscover = fact<{ readonly answers: readonly WebAnswer[] }>()(
  'settings/autodiscover',
  'domain',
  'Autodiscover',
);
/** Over plain HTTP, when it is asked for. */
export const httpAutoconfig = fact<WebAnswer>()('settings/http', 'domain', 'autoconfig over plain HTTP');

/** What a name below the domain that nobody has made leads to: wildcard DNS answers for every name. */
export const wildcard = fact<{ readonly ips: readonly string[]; readonly alias?: string }>()(
  'settings/wildcard',
  'domain',
  'wildcard DNS',
);

/** Providers of the servers that were found, and of the domain, with what they want before anybody can log in. */
export const conditions = fact<{
  readonly providers: readonly (ProviderConditions & { readonly hosts: readonly string[] })[];
}>()('settings/conditions', 'domain', 'conditions of providers');
