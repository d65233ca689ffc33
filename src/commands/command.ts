import type { Effect } from '../model/evidence.ts';
import type { Wishes } from '../settings/wishes.ts';
import type { Options } from './options.ts';

/** Headings under which help shows options. */
export type OptionGroup = 'Target' | 'Lists' | 'Login' | 'Network' | 'Output';

/** Why a value cannot be used, and what to write instead. */
export interface BadValue {
  readonly problem: string;
}

/** One option as plain data: the parser, help and the documentation are made from it. */
export interface OptionData {
  /** `-4, --ipv4` or `--timeout <time>`; the attribute is the long name in camel case. */
  readonly flags: string;
  readonly summary: string;
  readonly group: OptionGroup;
  /** May be given several times; in the environment separated by spaces. */
  readonly list?: true;
  readonly choices?: readonly string[];
  /** Default as people read it; the code that uses the option knows the same. */
  readonly standard?: string;
  /** Set by this variable when it is not on the command line. */
  readonly env?: string;
  /** Attributes that contradict this one. */
  readonly conflicts?: readonly string[];
  /** Pure; turns the text into what the option means. */
  readonly parse?: (text: string) => unknown | BadValue;
}

export interface Example {
  readonly line: string;
  readonly says: string;
}

/** What a subcommand is, for the parser, for help and for the documentation. Loads no code. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** A few sentences for `--help` and the documentation. */
  readonly about?: string;
  readonly argument?: {
    readonly name: string;
    readonly summary: string;
    readonly required: boolean;
    /** Any number of them; they are in `options.targets`. */
    readonly list?: true;
  };
  readonly options: readonly OptionData[];
  readonly examples: readonly Example[];
  /** The most that the command may do to the world. */
  readonly ceiling: Effect;
  /** For commands that ask servers: what is asked about. Pure. */
  readonly wishes?: (argument: string | undefined, options: Options) => Wishes;
}

export const defineCommand = (command: Command): Command => command;
