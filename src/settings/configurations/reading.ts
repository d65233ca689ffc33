import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer, Setting } from '../../model/configuration.ts';
import type { ServerType } from '../../model/settings.ts';
import { parsePort } from '../../protocols/address.ts';
import { asciiHostName } from '../../protocols/dns-names.ts';
import { canonicalIp } from '../../protocols/ip.ts';

/** What a reader makes of a text. */
export interface Read {
  readonly servers: readonly ConfiguredServer[];
  readonly remarks: readonly ConfigurationRemark[];
}

/** A name and its value where they stand. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  /** Nothing in the value is filled in, whatever it looks like. */
  readonly isRaw?: true;
}

/** A server while it is read: what is wrong with a value becomes a remark, and the value is left out. */
export class ServerReading {
  readonly remarks: ConfigurationRemark[] = [];
  readonly #type: ServerType;
  readonly #line: number;
  #known: Partial<Omit<ConfiguredServer, 'type' | 'line' | 'security'>> = {};

  constructor(type: ServerType, line: number) {
    this.#type = type;
    this.#line = line;
  }

  host(entry: Entry): this {
    const { key, value, line } = entry;
    if (isOpen(entry)) return this;
    const host = canonicalIp(value.replace(/^\[(.*)\]$/, '$1')) ?? asciiHostName(value);
    if (host === undefined) this.remarks.push({ kind: 'invalid', line, key, detail: 'this is not a host name' });
    else this.#known = { ...this.#known, host: { value: host, line } };
    return this;
  }

  port(entry: Entry): this {
    const { key, value, line } = entry;
    if (isOpen(entry)) return this;
    const port = parsePort(value.trim());
    if (port === undefined)
      this.remarks.push({ kind: 'invalid', line, key, detail: 'ports are numbers from 1 to 65535' });
    else this.#known = { ...this.#known, port: { value: port, line } };
    return this;
  }

  /** The port that the client takes where the file says none. */
  usualPort(port: number): this {
    if (this.#known.port === undefined) this.#known = { ...this.#known, port: { value: port } };
    return this;
  }

  with<K extends 'verification' | 'oldTls' | 'username' | 'login' | 'secret'>(
    name: K,
    value: NonNullable<ConfiguredServer[K]>['value'] | undefined,
    line?: number,
  ): this {
    if (value === undefined) return this;
    this.#known = { ...this.#known, [name]: { value, ...(line === undefined ? {} : { line }) } };
    return this;
  }

  /** Who logs in; left out where nobody is named, or a template fills it in. */
  user(entry: Entry | undefined): this {
    if (entry === undefined || entry.value === '' || isTemplate(entry.value)) return this;
    return this.with('username', entry.value, entry.line);
  }

  /** A secret that may stand in the file: an empty one and a placeholder are none. */
  literal(entry: Entry | undefined): this {
    if (entry === undefined || entry.value === '' || isPlaceholder(entry.value)) return this;
    return this.with('secret', isTemplate(entry.value) ? 'variable' : 'literal', entry.line);
  }

  get portNumber(): number | undefined {
    return this.#known.port?.value;
  }

  read(security: Setting<ConfiguredSecurity>): ConfiguredServer {
    return { type: this.#type, line: this.#line, ...this.#known, security };
  }
}

/** The last entry of a name: later ones win. */
export const lastOf = (entries: readonly Entry[], ...keys: readonly string[]): Entry | undefined =>
  entries.findLast(({ key }) => keys.includes(key));

/** A setting where a line says it, or what the client takes. */
export const said = <T>(value: T, entry: Entry | undefined): Setting<T> =>
  entry === undefined ? { value } : { value, line: entry.line };

export const isYes = (text: string | undefined): boolean => /^(?:yes|true|on|1|y|t)$/i.test(text?.trim() ?? '');
export const isNo = (text: string | undefined): boolean =>
  /^(?:no|false|off|0|n|f|nil|none)$/i.test(text?.trim() ?? '');

/** No setting is longer; the rest of such a line is not read. */
const longestLine = 8192;

/** Lines with their numbers, from 1, without the blanks at their ends. */
export const numbered = (text: string): { readonly text: string; readonly line: number }[] =>
  text.split(/\r\n|\n|\r/).map((one, index) => ({ text: one.slice(0, longestLine).trimEnd(), line: index + 1 }));

/** The number of the line that an offset is in. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** The name of a version that is out of use (RFC 8996), if it is one. */
export function oldVersion(text: string): string | undefined {
  const found = /\b(SSLv?[23]|TLSv?1(?:[._][01])?)(?![.\d_])/i.exec(text)?.[1];
  return found?.replace('_', '.');
}

/** What programs that set up machines fill in before a client reads it. */
export const isTemplate = (text: string): boolean => /\{\{|<%|\{%|##\w+##/.test(text);

/** What samples have in the place of a secret. */
const isPlaceholder = (text: string): boolean =>
  /^(?:<[^<>]*>|\*{3,}|x{3,}|\.{3,}|…|redacted|placeholder|null|\(null\)|change[-_ ]?(?:me|it|this)\w*|(?:your|my)[-_ ][\w -]*)$/i.test(
    text.trim(),
  );

/** Filled in from elsewhere: a variable, a template. */
export const isOpen = ({ value, isRaw }: Entry): boolean =>
  isRaw !== true && /^$|\$[A-Z_{(a-z]|\{\{|%\(|<%|\bENV\b|\benviron\b|\bgetenv\b/.test(value);
