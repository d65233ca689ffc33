import { providerAt } from '../../knowledge/recognise-provider.ts';
import type { ServerProof } from '../../model/settings.ts';
import { hostPort } from '../../model/subject.ts';
import type { Account, AccountServer } from './account.ts';
import type { Client } from './client.ts';

/** Sentences that stand at the top of a file: what it is, where it belongs, and how it was proved. No line ends with `\`. */
export function header(client: Omit<Client, 'write'>, account: Account): string[] {
  const servers = [...account.incoming, ...account.outgoing];
  const { address, domain } = account.address;
  // What everybody may read names nobody.
  const whose = client.servers === 'all' ? `for the users of ${domain}` : `of ${address}`;
  const versions = client.versions === undefined ? '' : ` (${client.versions})`;
  return [
    `Mail settings ${whose}, for ${client.title}${versions}, written by mailcheck on ${account.date}.`,
    `Where it belongs: ${client.place}.`,
    ...servers.map((server) => proofLine(server, account)),
    ...servers.flatMap((server) => warningLine(client, server)),
    ...secretLine(client, account),
    ...providerLines(servers, address),
  ];
}

/** `imap.example.org:993 (IMAP, TLS from the start) was proved on …` */
export function proofLine(server: AccountServer, { proofs, date }: Pick<Account, 'proofs' | 'date'>): string {
  const proof = proofs.find((one) => isOf(one, server));
  const what = `${hostPort(server.host, server.port)} (${server.type.toUpperCase()}, ${modes[server.security]})`;
  if (proof === undefined) return `Not proved: ${what}. Nobody connected to it when this was written.`;
  const offers = proof.mechanisms.length === 0 ? '' : `, logins by ${proof.mechanisms.slice(0, 8).join(' ')}`;
  return `Proved on ${date} by connecting: ${what} speaks ${proof.tlsVersion} with a valid certificate${offers}. Nobody logged in.`;
}

const modes = { tls: 'TLS from the start', starttls: 'STARTTLS' } as const;

const isOf = (proof: ServerProof, server: AccountServer): boolean =>
  proof.type === server.type &&
  proof.host === server.host &&
  proof.port === server.port &&
  proof.security === server.security;

/** Said in the file and on the screen: the client may speak without encryption. */
export function warningLine({ title, startTls }: Pick<Client, 'title' | 'startTls'>, server: AccountServer): string[] {
  return server.security === 'starttls' && startTls === 'opportunistic'
    ? [
        `Take care: ${title} cannot be told that STARTTLS is required at ${hostPort(server.host, server.port)}; somebody on the way can keep it from encrypting.`,
      ]
    : [];
}

/** What the provider of the servers wants first, where one is known: an app password, a switch to be turned on. */
function providerLines(servers: readonly AccountServer[], address: string): string[] {
  const known = servers.flatMap(
    ({ type, host, port }) => providerAt({ protocol: type, host, port }, address)?.provider ?? [],
  );
  const [provider] = known;
  if (provider === undefined) return [];
  const page = provider.docsUrl === undefined ? '' : ` ${provider.docsUrl}`;
  return [`${provider.name}: ${provider.needs.slice(0, mostNeeds).join('; ')}.${page}`];
}

const mostNeeds = 3;

function secretLine({ secret }: Pick<Client, 'secret'>, account: Account): string[] {
  if (secret === 'asked' || secret === 'command-or-asked' || account.secret === undefined) return [];
  const what = account.secret.kind === 'password' ? 'The password' : 'The access token';
  return account.secret.from === 'command'
    ? [`${what} is not in this file: it is what the command named here prints.`]
    : [`${what} is not in this file: it is taken from the variable ${account.secret.name}.`];
}

/** Lines of a comment that begin with a mark. */
export const comment = (mark: string, lines: readonly string[]): string =>
  lines.map((line) => `${mark} ${line}\n`).join('');
