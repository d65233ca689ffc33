import { clientIds } from './client-ids.ts';
import type { ServerSettings, ServerType } from './settings.ts';
import type { Security } from './subject.ts';

/** Formats in which clients keep their settings; those that `export` writes, and a few more. */
export const configurationFormats = [...clientIds, 'compose', 'smtp-url'] as const;
export type ConfigurationFormat = (typeof configurationFormats)[number];

/** A value that a file says; without `line` it is what the client takes where the file says nothing. */
export interface Setting<T> {
  readonly value: T;
  /** From 1. */
  readonly line?: number;
}

/** `opportunistic`: STARTTLS if it is offered, else plain text. `unknown`: the file does not say. */
export type ConfiguredSecurity = Security | 'opportunistic' | 'unknown';

/** What a file says of one server. The secret itself is never kept, only where it is. */
export interface ConfiguredServer {
  readonly type: ServerType;
  /** Where what is said of it begins. */
  readonly line: number;
  readonly host?: Setting<string>;
  readonly port?: Setting<number>;
  readonly security: Setting<ConfiguredSecurity>;
  /** Only what weakens it. `no-name`: of any name. `pinned`: one certificate, whatever its authority, dates and name. */
  readonly verification?: Setting<'off' | 'no-name' | 'pinned'>;
  /** A version of TLS or SSL that nobody should speak any more, and that is asked for. */
  readonly oldTls?: Setting<string>;
  readonly username?: Setting<string>;
  readonly login?: Setting<'password' | 'access-token' | 'none'>;
  /** `literal`: it stands in the file. */
  readonly secret?: Setting<'literal' | 'command' | 'variable' | 'file'>;
}

/** Something that is not as its writer may think. `key` and `detail` are words of the format, never of the account. */
export interface ConfigurationRemark {
  /** `program`: mail is handed to a program that has settings of its own. */
  readonly kind: 'outdated' | 'contradiction' | 'invalid' | 'relay-by-mx' | 'program';
  readonly line: number;
  readonly key: string;
  /** What to write instead, what it contradicts, or what is wrong with it. */
  readonly detail: string;
}

/** A server of a file that a known provider runs, and how that provider names it. */
export interface ProvidedServer {
  readonly type: ServerType;
  readonly host: string;
  readonly provider: { readonly id: string; readonly name: string; readonly docsUrl?: string };
  readonly servers: readonly Pick<ServerSettings, 'port' | 'security' | 'auth'>[];
}

/** The settings of a client, as a file has them. */
export interface Configuration {
  readonly format: ConfigurationFormat;
  /** `msmtp`. */
  readonly title: string;
  readonly servers: readonly ConfiguredServer[];
  readonly remarks: readonly ConfigurationRemark[];
  /** Servers that are known, each once. */
  readonly provided?: readonly ProvidedServer[];
  /** Permission bits; undefined where there are none. */
  readonly mode?: number;
}
