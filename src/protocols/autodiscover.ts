import type { XmlElement } from '../model/document.ts';
import type {
  AuthMethod,
  PublishedServer,
  PublishedSettings,
  Remark,
  ServerType,
  UnusableSettings,
} from '../model/settings.ts';
import { hostPort, type Security } from '../model/subject.ts';
import { parsePort } from './address.ts';
import { inOrder } from './autoconfig/order.ts';
import { excerpt, plainText } from './autoconfig/plain-text.ts';
import { hostName } from './autoconfig/server.ts';

const typeOf: Readonly<Record<string, ServerType>> = { imap: 'imap', pop3: 'pop3', smtp: 'smtp' };
const standardPort: Readonly<Record<ServerType, number>> = { imap: 993, pop3: 995, smtp: 587 };
/** Ports where TLS begins by a command. The answer has no word for it. */
const startTlsPorts = [25, 110, 143, 587, 2525];
const mostServers = 64;

/** Is it the answer of Autodiscover in plain old XML, whatever is in it? */
export const isAutodiscover = (root: XmlElement): boolean => root.name === 'Autodiscover';

const child = ({ children }: XmlElement, name: string): XmlElement | undefined =>
  children.find((one) => one.name.toLowerCase() === name.toLowerCase());
const textIn = (element: XmlElement, name: string): string | undefined => {
  const text = child(element, name)?.text;
  return text === '' ? undefined : text;
};

/** Is it an answer of Autodiscover version 2 (JSON)? It names a place of Exchange, and no server of IMAP, POP3 or SMTP. */
export const isAutodiscoverV2 = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'Protocol') && Object.hasOwn(value, 'Url');

/** What is asked by POST (MS-OXDSCLI section 2.2.3). */
export const autodiscoverRequest = (address: string): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>',
    `<EMailAddress>${inXml(address)}</EMailAddress>`,
    '<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>',
    '</Request></Autodiscover>',
  ].join('');

const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Reads an answer of Autodiscover (MS-OXDSCLI section 2.2.4): servers of IMAP, POP3 and SMTP. Exchange is no such server. */
export function readAutodiscover(root: XmlElement): PublishedSettings | UnusableSettings {
  const dropped: Remark[] = [];
  const response = child(root, 'Response');
  if (response === undefined && child(root, 'Request') !== undefined) {
    return { unusable: 'it is a question for Autodiscover, and not the answer', dropped };
  }
  const error = response === undefined ? undefined : child(response, 'Error');
  if (response === undefined || error !== undefined) {
    const message = error === undefined ? undefined : plainText(textIn(error, 'Message') ?? '');
    return { unusable: `the server answered with an error${message === undefined ? '' : `: ${message}`}`, dropped };
  }
  const account = child(response, 'Account');
  if (account === undefined && child(response, 'Action') !== undefined) {
    return { unusable: 'it is for devices with ActiveSync, and names no IMAP, POP3 or SMTP server', dropped };
  }
  const action = account === undefined ? undefined : textIn(account, 'Action')?.toLowerCase();
  if (account === undefined || (action !== undefined && action !== 'settings')) {
    return {
      unusable: action === undefined ? 'it has no account' : `it sends on to another place (${action.slice(0, 40)})`,
      dropped,
    };
  }
  const elements = account.children.filter(({ name }) => name === 'Protocol');
  if (elements.length > mostServers) {
    return { unusable: `it lists ${elements.length} servers; ${mostServers} are read at most`, dropped };
  }
  const remarks: Remark[] = [];
  const user = child(response, 'User');
  const person = user === undefined ? undefined : textIn(user, 'DisplayName');
  if (person !== undefined && !person.includes('@')) {
    remarks.push({ what: 'User', reason: 'it tells whose address it is to anybody who asks' });
  }
  const servers = elements.flatMap((element) => serverOf(element, dropped, remarks) ?? []);
  if (servers.length === 0) return { unusable: 'it names no IMAP, POP3 or SMTP server', dropped };
  return {
    format: 'autodiscover',
    domains: [],
    incoming: inOrder(servers.filter(({ type }) => type !== 'smtp')),
    outgoing: inOrder(servers.filter(({ type }) => type === 'smtp')),
    documentation: [],
    oAuth2: [],
    dropped,
    remarks,
  };
}

function serverOf(element: XmlElement, dropped: Remark[], remarks: Remark[]): PublishedServer | undefined {
  const written = textIn(element, 'Type') ?? element.attributes.get('Type') ?? '';
  const type = typeOf[written.toLowerCase()];
  if (type === undefined) {
    const reason = 'skipped: it is no IMAP, POP3 or SMTP server';
    return void dropped.push({ what: `Protocol ${excerpt(written)}`, reason });
  }
  const drop = (what: string, reason: string): undefined => void dropped.push({ what, reason, fault: true });
  const host = hostName(textIn(element, 'Server') ?? '');
  if ('reason' in host) return drop(type, host.reason);
  const digits = textIn(element, 'Port');
  const port = digits === undefined ? standardPort[type] : parsePort(digits);
  if (port === undefined) return drop(`${type} ${host.name}`, `the port ${excerpt(digits ?? '')} is no port number`);
  const at = `${type} ${hostPort(host.name, port)}`;
  const security = securityOf(element, port);
  if (security === 'none') {
    remarks.push({ what: at, reason: 'it is without TLS: everybody on the way can read password and mail' });
  }
  if (child(element, 'Password') !== undefined) {
    drop(at, 'the password in it is not used: one that is published is none');
  }
  const login = textIn(element, 'LoginName');
  const username = login === undefined ? undefined : plainText(login);
  if (login !== undefined && username === undefined) drop(at, 'its user name holds what no name has');
  return {
    type,
    host: host.name,
    port,
    security,
    auth: methodsOf(element),
    ...(username === undefined ? {} : { username, usernameTemplate: username }),
  };
}

/** `Encryption` counts before `SSL`, which is on where nothing is said. */
function securityOf(element: XmlElement, port: number): Security {
  const encryption = textIn(element, 'Encryption')?.toLowerCase();
  const isOff = encryption === undefined ? textIn(element, 'SSL')?.toLowerCase() === 'off' : encryption === 'none';
  if (isOff) return 'none';
  return startTlsPorts.includes(port) ? 'starttls' : 'tls';
}

function methodsOf(element: XmlElement): readonly AuthMethod[] {
  if (textIn(element, 'AuthRequired')?.toLowerCase() === 'off') return ['none'];
  return textIn(element, 'SPA')?.toLowerCase() === 'on' ? ['ntlm'] : ['password-cleartext'];
}
