import type { ConfigurationFormat } from '../model/configuration.ts';
import type { TextOrigin } from '../model/reading.ts';
import type { SettingsWishes, StopStage, Symptom } from '../model/target.ts';
import type { StoredSettings } from '../settings/profiles/stored-settings.ts';
import type { FailOn, Output } from './values.ts';

/** Options after parsing. Times in milliseconds. */
export interface Options {
  readonly imap?: readonly string[];
  readonly pop3?: readonly string[];
  readonly smtp?: readonly string[];
  readonly security?: 'tls' | 'starttls' | 'none' | 'auto';
  readonly symptom?: Symptom;
  readonly stopAfter?: StopStage;
  /** Of `smtp` the sender, of `discover` a file. */
  readonly from?: string;
  readonly address?: string;
  readonly guess?: SettingsWishes['guess'];
  readonly http?: boolean;
  readonly plaintext?: boolean;
  /** Hosts of other sites that redirects may lead to. */
  readonly allowRedirect?: readonly string[];
  readonly to?: readonly string[];
  readonly send?: boolean;
  readonly subject?: string;
  readonly yes?: boolean;
  /** Arguments of a command that takes several. */
  readonly targets?: readonly string[];
  readonly file?: string;
  readonly lists?: readonly string[];
  readonly listsInfo?: boolean;
  /** `spamhaus=env:NAME`, `spamhaus=file:PATH`: where keys are, never what they are. */
  readonly key?: readonly string[];
  readonly role?: 'mail-server' | 'client';
  readonly as?: 'submission' | 'relay';
  readonly protocol?: TextOrigin;
  /** A word of `phases`. */
  readonly phase?: string;
  readonly provider?: string;
  readonly batch?: string;
  readonly mine?: boolean;
  readonly ask?: string;
  readonly unordered?: boolean;
  readonly resume?: string;
  /** Questions a second to one operator; `Infinity` for no limit. */
  readonly rate?: number;
  readonly selector?: readonly string[];
  readonly message?: string;
  readonly sendingIp?: readonly string[];
  /** False with `--no-connect`. */
  readonly connect?: boolean;
  readonly generate?: boolean;
  readonly name?: string;
  /** A file, a folder, or `-` for standard output. */
  readonly output?: string;
  readonly force?: boolean;
  /** Of `export` false with `--no-probe`, of `lint` true with `--probe`. */
  readonly probe?: boolean;
  readonly client?: ConfigurationFormat;
  readonly lab?: string;
  readonly list?: boolean;

  /** False with `--no-login`. */
  readonly login?: boolean;
  /** Clients to write settings for. */
  readonly export?: readonly string[];
  readonly profile?: string;
  readonly config?: string;
  /** What the profile says beside the options that it sets. */
  readonly stored?: StoredSettings;

  readonly user?: string;
  readonly passwordStdin?: boolean;
  readonly passwordFd?: string;
  readonly passwordFile?: string;
  readonly passwordCommand?: string;
  readonly passwordKeyring?: string;
  readonly passwordEnv?: string;
  readonly accessTokenStdin?: boolean;
  readonly accessTokenFd?: string;
  readonly accessTokenFile?: string;
  readonly accessTokenCommand?: string;
  readonly accessTokenKeyring?: string;
  readonly accessTokenEnv?: string;
  readonly mechanism?: string;
  readonly loginFound?: boolean;
  readonly confirmHost?: readonly string[];
  readonly allowInsecureAuth?: boolean;

  readonly timeout?: number;
  readonly deadline?: number;
  readonly resolver?: readonly string[];
  readonly resolve?: readonly { readonly host: string; readonly ip: string }[];
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
  readonly ca?: string;
  readonly allowPrivate?: boolean;
  readonly control?: readonly string[];

  readonly format?: readonly Output[];
  readonly failOn?: FailOn;
  readonly transcript?: boolean;
  readonly redactUser?: boolean;
  readonly save?: string;
  readonly replay?: string;
  /** False with `--no-input`. */
  readonly input?: boolean;
  /** False with `--no-color`. */
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
