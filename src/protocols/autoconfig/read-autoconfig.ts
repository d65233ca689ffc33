import type { XmlElement } from '../../model/document.ts';
import type {
  DocumentationLink,
  PublishedServer,
  PublishedSettings,
  Remark,
  TokenSource,
  UnusableSettings,
} from '../../model/settings.ts';
import { hostPort } from '../../model/subject.ts';
import { asciiHostName } from '../dns-names.ts';
import { inOrder } from './order.ts';
import { fillIn } from './placeholders.ts';
import { excerpt, httpsUrl, isUnwanted, plainText } from './plain-text.ts';
import { type Reader, readServer } from './server.ts';

/** The most that published files have are 8. */
const mostServers = 64;
const mostDomains = 2000;
const mostLinks = 20;

/** Is it an autoconfig file, whatever is in it? */
export const isAutoconfig = (root: XmlElement): boolean => root.name === 'clientConfig';

/**
 * Reads an autoconfig file of any version (draft-ietf-mailmaint-autoconfig section 4): each server by itself, what is
 * wrong with one does not touch the others. A version is not looked at: what is not known in it is left out.
 */
export function readAutoconfig(root: XmlElement, reader: Reader): PublishedSettings | UnusableSettings {
  const providers = named(root, 'emailProvider');
  const whose = reader.address?.domain ?? reader.domain;
  const own = providers.find((one) => whose !== undefined && domainsOf(one, reader).includes(whose));
  const provider = own ?? providers[0];
  if (provider === undefined) return { unusable: 'there is no emailProvider in it', dropped: [] };
  const elements = provider.children.filter(({ name }) => name === 'incomingServer' || name === 'outgoingServer');
  if (elements.length > mostServers) {
    return { unusable: `it lists ${elements.length} servers; ${mostServers} are read at most`, dropped: [] };
  }
  const dropped: Remark[] = [];
  const remarks: Remark[] = [];
  if (providers.length > 1) {
    const read = own === undefined ? 'the first' : `that for ${whose}`;
    dropped.push({ what: 'emailProvider', reason: `there are several; only ${read} is read` });
  }
  const servers: PublishedServer[] = [];
  for (const element of elements) {
    const read = readServer(element, reader);
    dropped.push(...read.dropped);
    if (read.server === undefined) continue;
    if (servers.some((one) => isSame(one, read.server!))) {
      const { type, host, port } = read.server;
      dropped.push({ what: `${type} ${hostPort(host, port)}`, reason: 'it is listed twice' });
    } else {
      servers.push(read.server);
      remarks.push(...read.remarks);
    }
  }
  if (servers.length === 0) {
    const reason = elements.length === 0 ? 'there is no server in it' : 'none of its servers can be used';
    return { unusable: reason, dropped };
  }
  const displayName = nameIn(provider, 'displayName', reader, dropped);
  const shortName = nameIn(provider, 'displayShortName', reader, dropped);
  return {
    format: 'autoconfig',
    ...(displayName === undefined ? {} : { displayName }),
    ...(shortName === undefined ? {} : { shortName }),
    domains: domainsOf(provider, reader, dropped),
    incoming: inOrder(servers.filter(({ type }) => type !== 'smtp')),
    outgoing: inOrder(servers.filter(({ type }) => type === 'smtp')),
    documentation: linksOf(provider, dropped),
    oAuth2: [...named(root, 'oAuth2'), ...named(provider, 'oAuth2')].flatMap((one) => tokenSource(one, dropped)),
    dropped,
    remarks,
  };
}

const named = ({ children }: XmlElement, name: string): readonly XmlElement[] =>
  children.filter((one) => one.name === name);

const isSame = (a: PublishedServer, b: PublishedServer): boolean =>
  a.type === b.type &&
  a.host === b.host &&
  a.port === b.port &&
  a.security === b.security &&
  a.usernameTemplate === b.usernameTemplate &&
  a.auth.join() === b.auth.join();

/** Placeholders in names are not foreseen, and are written all the same: what cannot be filled in stays. */
function nameIn(element: XmlElement, name: string, reader: Reader, dropped: Remark[]): string | undefined {
  const [found] = named(element, name);
  if (found === undefined || found.text === '') return undefined;
  const filled = fillIn(found.text, reader);
  const text = plainText('text' in filled ? filled.text : found.text);
  if (text === undefined) dropped.push({ what: name, reason: 'it is too long, or holds characters that no name has' });
  return text;
}

function domainsOf(provider: XmlElement, reader: Reader, dropped: Remark[] = []): readonly string[] {
  const written = named(provider, 'domain');
  const names = written.slice(0, mostDomains).flatMap(({ text }) => {
    const filled = fillIn(text, reader);
    if ('problem' in filled && filled.problem === 'no-address') return [];
    const name = 'text' in filled && !isUnwanted(text) ? asciiHostName(filled.text) : undefined;
    if (name === undefined) dropped.push({ what: 'domain', reason: `${excerpt(text)} is no domain name` });
    return name ?? [];
  });
  if (written.length > mostDomains) dropped.push({ what: 'domain', reason: `only ${mostDomains} are read` });
  return [...new Set(names)];
}

function linksOf(provider: XmlElement, dropped: Remark[]): readonly DocumentationLink[] {
  const links: DocumentationLink[] = [];
  for (const element of provider.children) {
    const attribute = element.name === 'documentation' ? 'url' : element.name === 'enable' ? 'visiturl' : undefined;
    if (attribute === undefined || links.length >= mostLinks) continue;
    const written = element.attributes.get(attribute) ?? '';
    const url = httpsUrl(written);
    if (url === undefined) {
      dropped.push({ what: element.name, reason: `the page ${excerpt(written)} is not https` });
      continue;
    }
    const texts = element.children.filter(({ name }) => name === 'descr' || name === 'instruction');
    const english = texts.find(({ attributes }) => attributes.get('lang') === 'en') ?? texts[0];
    const text = plainText(english?.text ?? '');
    links.push({
      url,
      ...(text === undefined ? {} : { text }),
      ...(element.name === 'enable' ? { toEnable: true } : {}),
    });
  }
  return links;
}

function tokenSource(element: XmlElement, dropped: Remark[]): TokenSource[] {
  const value = (name: string): string => named(element, name)[0]?.text ?? '';
  const issuer = plainText(value('issuer'));
  if (issuer === undefined) {
    dropped.push({ what: 'oAuth2', reason: 'it names no issuer' });
    return [];
  }
  const scopes = value('scope')
    .split(/[\s,]+/)
    .filter((scope) => /^[\x21-\x7e]{1,200}$/.test(scope));
  const page = (name: string): string | undefined => {
    const url = httpsUrl(value(name));
    if (url === undefined && value(name) !== '') {
      dropped.push({ what: 'oAuth2', reason: `its ${name} ${excerpt(value(name))} is not https` });
    }
    return url;
  };
  const authorizationUrl = page('authURL');
  const tokenUrl = page('tokenURL');
  return [
    {
      issuer,
      scopes: scopes.slice(0, mostLinks),
      ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
      ...(tokenUrl === undefined ? {} : { tokenUrl }),
    },
  ];
}
