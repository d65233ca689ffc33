import type { Configuration, ConfigurationFormat, ConfiguredServer } from '../../../src/model/configuration.ts';
import { readConfiguration } from '../../../src/settings/configurations/read-configuration.ts';
import { isProblem } from '../../../src/settings/problem.ts';

/** The settings in a text. @throws where nobody can tell what it is */
export function read(text: string, path: string): Configuration {
  const found = readConfiguration(text, { path });
  if (isProblem(found)) throw new Error(found.problem);
  return found;
}

/** `smtp smtp.example.org:465:2 tls:3 user ann:4 secret literal:5 off:6`: each with the line that says it. */
export function told({
  type,
  host,
  port,
  security,
  username,
  secret,
  verification,
  oldTls,
  login,
}: ConfiguredServer): string {
  const at = (one: { value: unknown; line?: number } | undefined, name = ''): string[] =>
    one === undefined ? [] : [`${name}${String(one.value)}${one.line === undefined ? '' : `@${one.line}`}`];
  return [
    type,
    ...at(host),
    ...at(port),
    ...at(security),
    ...at(username, 'user='),
    ...at(secret, 'secret='),
    ...at(verification, 'verify='),
    ...at(oldTls, 'old='),
    ...(login === undefined || login.value === 'password' ? [] : [`login=${login.value}`]),
  ].join(' ');
}

/** What the reader remarked: `outdated smtpssl@5`. */
export const remarked = ({ remarks }: Configuration): string[] =>
  remarks.map(({ kind, key, line }) => `${kind} ${key}@${line}`);

/** A text, and what is to be read in it. */
export interface Case {
  readonly says: string;
  readonly path: string;
  readonly format: ConfigurationFormat;
  readonly text: string;
  readonly servers: readonly string[];
  readonly remarks?: readonly string[];
}
