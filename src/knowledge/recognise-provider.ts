import type { ServerType } from '../model/settings.ts';
import type { Endpoint } from '../model/subject.ts';
import { type Operator, operators } from './operators.ts';
import { mailFilters, type Provider, type ProviderServer, providers } from './providers.ts';

/** Who runs a server or speaks in a reply; of `provider` and `operator` one at least is known. */
export interface Recognised {
  /** Of the operator where there is one, else of the row. */
  readonly id: string;
  readonly name: string;
  readonly provider?: Provider;
  readonly operator?: Operator;
}

const isBelow = (name: string, end: string): boolean => name === end || name.endsWith(`.${end}`);
const isIp = (host: string): boolean => /^[\d.]+$|:/.test(host);

/** The provider of a mail domain (A-labels, lower case), by its exact name. */
export const providerOfDomain = (domain: string): Provider | undefined =>
  providers().find(({ domains }) => domains.includes(domain));

/** Does the mail exchanger belong to a service that filters mail and says nothing of where mailboxes are? */
export const isMailFilter = (exchanger: string): boolean => mailFilters.some((end) => isBelow(exchanger, end));

/** The provider whose mail exchanger this is; where several ends fit, the longest one tells. */
export const providerOfExchanger = (exchanger: string): Provider | undefined => byEnd(exchanger, ({ mx }) => mx);

function byEnd(name: string, endsOf: (one: Provider) => readonly string[]): Provider | undefined {
  const fits = providers().flatMap((one) => endsOf(one).flatMap((end) => (isBelow(name, end) ? [{ one, end }] : [])));
  return fits.sort((a, b) => b.end.length - a.end.length)[0]?.one;
}

const serversNamed = ({ incoming, outgoing }: Provider, type: string, host: string): readonly ProviderServer[] =>
  [...incoming, ...outgoing].filter((one) => one.type === type && one.host === host && !one.isPattern);

/** Of several providers that list a server, the one whose domain the account is in, then the one whose name it bears. */
function oneOf(listed: readonly Provider[], host: string, account: string): Provider | undefined {
  const domain = account.slice(account.lastIndexOf('@') + 1).toLowerCase();
  const own = listed.find(({ domains }) => domains.includes(domain));
  return own ?? listed.find(({ hosts }) => hosts.some((end) => isBelow(host, end))) ?? listed[0];
}

/**
 * The provider that lists this server, and how it wants it to be used; a host may be listed with several ports.
 * @param account - an address or user name, which tells who of several it is
 */
export function providerOfServer(
  type: ServerType,
  host: string,
  account = '',
): { readonly provider: Provider; readonly servers: readonly ProviderServer[] } | undefined {
  const listed = providers().filter((one) => serversNamed(one, type, host).length > 0);
  const provider = oneOf(listed, host, account);
  return provider === undefined ? undefined : { provider, servers: serversNamed(provider, type, host) };
}

/**
 * Who runs a server, by its name (any case) and port; one that nobody lists belongs to whose name it ends in.
 * @param account - an address or user name, which tells who of several it is
 */
export function providerAt(
  { host, protocol, port }: Pick<Endpoint, 'host' | 'protocol' | 'port'>,
  account = '',
): Recognised | undefined {
  const name = host.toLowerCase();
  const listed = providers().filter((one) =>
    serversNamed(one, protocol, name).some((server) => !isIp(name) || server.port === port),
  );
  const ends = ({ hosts, mx }: Provider) => (protocol === 'smtp' ? [...hosts, ...mx] : hosts);
  const provider = oneOf(listed, name, account) ?? byEnd(name, ends);
  return provider === undefined ? undefined : ofRow(provider);
}

/** The operator that a text betrays; undefined: nobody can tell. */
export const operatorIn = (text: string): Operator | undefined => operators.find(({ mark }) => mark.test(text));

/** An operator by its id, with the row of which the text names a server or domain; else its first. */
export function spokenBy(id: string, text: string): Recognised | undefined {
  const operator = operators.find((one) => one.id === id);
  if (operator === undefined) return undefined;
  const rows = rowsOf(operator);
  const said = text.toLowerCase();
  const provider = rows.find(({ hosts }) => hosts.some((end) => isNamed(end, said))) ?? rows[0];
  return { id, name: operator.name, operator, ...(provider === undefined ? {} : { provider }) };
}

const isNamed = (name: string, text: string): boolean => {
  const at = text.indexOf(name);
  return at >= 0 && !/[a-z\d-]/.test(text[at - 1] ?? ' ') && !/[a-z\d-]/.test(text[at + name.length] ?? ' ');
};

/** A provider by the name that a user gives it: of an operator, of a row, or of one of its domains. */
export function providerNamed(name: string): Recognised | undefined {
  const asked = name.toLowerCase();
  const operator = operators.find(({ id, name: full, also = [] }) => [id, full.toLowerCase(), ...also].includes(asked));
  if (operator !== undefined) return spokenBy(operator.id, asked);
  const provider = providers().find(
    ({ id, name: full, domains }) => id === asked || full.toLowerCase() === asked || domains.includes(asked),
  );
  return provider === undefined ? undefined : ofRow(provider);
}

function ofRow(provider: Provider): Recognised {
  const operator = operators.find(({ id, rows = [id] }) => rows.includes(provider.id));
  return {
    id: operator?.id ?? provider.id,
    name: provider.name,
    provider,
    ...(operator === undefined ? {} : { operator }),
  };
}

/** Its rows in the table, the first one first. */
export const rowsOf = ({ id, rows = [id] }: Operator): readonly Provider[] =>
  rows.flatMap((row) => providers().find((one) => one.id === row) ?? []);
