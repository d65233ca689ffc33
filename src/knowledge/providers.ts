import { type AuthMethod, authMethods, type PublishedServer, type ServerType, serverTypes } from '../model/settings.ts';
import { type Security, securities } from '../model/subject.ts';
import data from './providers.json' with { type: 'json' };

/** How much a row is worth: a maintained list or the provider says so; one list; nobody has looked again. */
export type Confidence = 'high' | 'medium' | 'low';

/** A server as the table has it; `username` is open until there is an address. */
export interface ProviderServer extends PublishedServer {
  /** The host holds a part that only the customer knows (`mail.yourdomain`): it is shown, and never connected to. */
  readonly isPattern: boolean;
}

/** Names of folders as the provider has them, and what is to be known of them. */
export type FolderNames = Readonly<
  Partial<Record<'sent' | 'drafts' | 'trash' | 'junk' | 'archive' | 'all' | 'note', string>>
>;

/**
 * What a need is about. `secret`: which one logs in, and where it is made. `switch`: access is off until it is turned on, and
 * a right password is refused until then. `access`: who may have switched it off, and who has none. `user`: which name logs in.
 */
export const needTopics = ['secret', 'switch', 'access', 'user', 'more'] as const;
export type NeedTopic = (typeof needTopics)[number];

/** What is known of a mail provider. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** Mail domains, exactly these. */
  readonly domains: readonly string[];
  /** Ends of the names of its mail exchangers, on a label boundary. */
  readonly mx: readonly string[];
  /** Ends of the names of its servers, on a label boundary: those that have more names than are listed here. */
  readonly hosts: readonly string[];
  /** In order of preference. Empty, as `outgoing` is: no access for mail programs at all. */
  readonly incoming: readonly ProviderServer[];
  readonly outgoing: readonly ProviderServer[];
  /** What must be known or done before a mail program can log in, a sentence each, without its full stop. */
  readonly needs: readonly string[];
  /** The same by topic; the first of each is the step to take. */
  readonly needsAbout: Readonly<Partial<Record<NeedTopic, readonly string[]>>>;
  readonly docsUrl?: string;
  /** Pages about one topic, where it is not `docsUrl`. */
  readonly pages: Readonly<Partial<Record<NeedTopic, string>>>;
  readonly folders?: FolderNames;
  readonly confidence: Confidence;
  /** Where it is from, with dates. */
  readonly sources: readonly string[];
}

type Row = (typeof data.providers)[number] & Partial<Record<ServerType, readonly string[]>>;

/** Year and month in which the table was put together. */
export const providersAsOf: string = data.asOf;

const templates: Readonly<Record<string, string>> = { address: '%EMAILADDRESS%', 'local-part': '%EMAILLOCALPART%' };

/** `tls imap.example.org:993 oauth2,password address`. */
function serverOf(type: ServerType, text: string): ProviderServer {
  const [security, place = '', methods = '', user = '', pattern] = text.split(' ');
  const [host = '', port] = place.split(':');
  const template = templates[user];
  return {
    type,
    host,
    port: Number(port),
    security: securities.find((one) => one === security) as Security,
    auth: methods.split(',').map((word) => methodOf(word)),
    ...(template === undefined ? {} : { usernameTemplate: template }),
    isPattern: pattern === 'pattern',
  };
}

const methodOf = (word: string): AuthMethod =>
  word === 'password' ? 'password-cleartext' : (authMethods.find((one) => one === word) as AuthMethod);

function providerOf(row: Row): Provider {
  const of = (type: ServerType): readonly ProviderServer[] => (row[type] ?? []).map((text) => serverOf(type, text));
  const [incoming, outgoing] = [serverTypes.filter((type) => type !== 'smtp').flatMap(of), of('smtp')];
  const needsAbout: Provider['needsAbout'] = row.needs ?? {};
  return {
    id: row.id,
    name: row.name,
    domains: row.domains ?? [],
    mx: row.mx ?? [],
    hosts: row.hosts ?? [],
    incoming,
    outgoing,
    needs: needTopics.flatMap((topic) => needsAbout[topic] ?? []),
    needsAbout,
    ...(row.docsUrl === undefined ? {} : { docsUrl: row.docsUrl }),
    pages: row.pages ?? {},
    ...(row.folders === undefined ? {} : { folders: row.folders as FolderNames }),
    confidence: row.confidence as Confidence,
    sources: row.source.map(inFull),
  };
}

function inFull(source: string): string {
  const [list = '', ...place] = source.split(': ');
  const known = (data.sources as Readonly<Record<string, string>>)[list];
  return known === undefined ? source : [known, ...place].join(': ');
}

let table: readonly Provider[] | undefined;

/** Every provider that is known; the table is read when somebody asks for it first. */
export function providers(): readonly Provider[] {
  table ??= data.providers.map((row) => providerOf(row));
  return table;
}

/** Services that filter mail and say nothing of where mailboxes are: ends of the names of their mail exchangers. */
export const mailFilters: readonly string[] = data.filters;
