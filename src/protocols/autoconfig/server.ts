import type { XmlElement } from '../../model/document.ts';
import type { AuthMethod, PublishedServer, Remark, ServerType } from '../../model/settings.ts';
import type { Security } from '../../model/subject.ts';
import { hostPort } from '../../model/subject.ts';
import { type MailAddress, parsePort } from '../address.ts';
import { asciiHostName } from '../dns-names.ts';
import { canonicalIp } from '../ip.ts';
import { fillIn } from './placeholders.ts';
import { excerpt, isUnwanted } from './plain-text.ts';

/** Whose settings are read; without an address placeholders for one stay open. */
export interface Reader {
  readonly address?: MailAddress;
  readonly domain?: string;
}

/** What an element of a server came to. */
export interface ReadServer {
  /** Undefined: it cannot be used. */
  readonly server?: PublishedServer;
  readonly dropped: readonly Remark[];
  readonly remarks: readonly Remark[];
}

const securityOf: Readonly<Record<string, Security>> = { ssl: 'tls', starttls: 'starttls', plain: 'none' };

/** `plain` and `secure` are what files before version 1.1 call the first two. */
const methodOf: Readonly<Record<string, AuthMethod>> = {
  'password-cleartext': 'password-cleartext',
  plain: 'password-cleartext',
  'password-encrypted': 'password-encrypted',
  secure: 'password-encrypted',
  oauth2: 'oauth2',
  gssapi: 'gssapi',
  ntlm: 'ntlm',
  'tls-client-cert': 'tls-client-cert',
  'client-ip-address': 'client-ip-address',
  none: 'none',
};

const ofSide: Readonly<Record<string, readonly ServerType[]>> = {
  incomingServer: ['imap', 'pop3'],
  outgoingServer: ['smtp'],
};

/** Types of version 1.2 and of Thunderbird's that are no mail server of ours. */
const otherTypes =
  /^(?:jmap|ews|owa|exchange|activesync|eas|graph|caldav|carddav|webdav|xmpp|matrix|managesieve|nntp|ldap)$/;

const most = { username: 320, methods: 16 } as const;

/**
 * Reads an `incomingServer` or `outgoingServer`: strict with each value, so that nothing is made up, and a server that
 * lacks one that it needs is left out with the reason.
 */
export function readServer(element: XmlElement, reader: Reader): ReadServer {
  const dropped: Remark[] = [];
  const remarks: Remark[] = [];
  const type = (element.attributes.get('type') ?? '').trim().toLowerCase();
  const fault = (what: string, reason: string): void => void dropped.push({ what, reason, fault: true });
  const without = (what: string, reason: string): ReadServer => {
    fault(what, reason);
    return { dropped, remarks };
  };

  const name = `${element.name}${type === '' ? '' : ` type=${excerpt(type)}`}`;
  if (otherTypes.test(type)) {
    const { placeholder } = usernameOf(element, reader);
    if (placeholder !== undefined) fault(name, placeholder);
    dropped.push({ what: name, reason: 'skipped: it is no IMAP, POP3 or SMTP server' });
    return { dropped, remarks };
  }
  const known = ofSide[element.name]?.find((one) => one === type);
  if (known === undefined) return without(name, type === '' ? 'it has no type' : 'its type does not belong here');

  const host = hostOf(element, reader);
  if ('reason' in host) return without(name, host.reason);
  const digits = textOf(element, 'port');
  const port = parsePort(digits ?? '');
  const at = port === undefined ? `${name}, ${host.name}` : `${known} ${hostPort(host.name, port)}`;
  if (port === undefined) {
    return without(at, digits === undefined ? 'it has no port' : `the port ${excerpt(digits)} is no port number`);
  }
  const socketTypes = textsOf(element, 'socketType');
  // The first that a client supports counts; what is without TLS is none of those while there is another.
  const securities = socketTypes.flatMap((one) => securityOf[one.toLowerCase()] ?? []);
  const security = securities.find((one) => one !== 'none') ?? securities[0];
  if (security === undefined) {
    const [written] = socketTypes;
    return without(
      at,
      written === undefined ? 'it has no socketType' : `the socketType ${excerpt(written)} is not known`,
    );
  }
  for (const one of ['hostname', 'port', 'username']) {
    if (new Set(textsOf(element, one)).size < 2) continue;
    fault(at, `it has several elements ${one}; the first is read`);
  }
  if (host.looks !== undefined) remarks.push({ what: at, reason: host.looks });
  if (security === 'none') {
    remarks.push({ what: at, reason: 'its socketType is plain: everybody on the way can read password and mail' });
  }
  if (hasChild(element, 'password')) {
    fault(at, 'the password in the file is not used: one that is published is none');
  }
  const { methods, unknown } = methodsOf(element);
  for (const one of unknown) {
    fault(at, `the authentication ${excerpt(one)} is not known`);
  }
  const user = usernameOf(element, reader);
  const trouble = user.placeholder ?? (methods.length > 0 && !methods.some(wantsName) ? undefined : user.reason);
  if (trouble !== undefined) fault(at, trouble);
  if (textOf(element, 'restriction')?.toLowerCase() === 'clientipaddress') {
    remarks.push({ what: at, reason: 'it is for the provider’s own network only (restriction clientIPAddress)' });
  }
  if (isTrue(element, 'useGlobalPreferredServer')) {
    remarks.push({
      what: at,
      reason: 'useGlobalPreferredServer lets Thunderbird send through another account instead',
    });
  }
  return {
    server: {
      type: known,
      host: host.name,
      port,
      security,
      auth: methods,
      ...(user.name === undefined ? {} : { username: user.name }),
      ...(user.template === undefined ? {} : { usernameTemplate: user.template }),
    },
    dropped,
    remarks,
  };
}

const children = ({ children: all }: XmlElement, name: string): readonly XmlElement[] =>
  all.filter((one) => one.name.toLowerCase() === name.toLowerCase());
const hasChild = (element: XmlElement, name: string): boolean => children(element, name).length > 0;

/** Elements inside a value make it another value; it is not read. */
const textsOf = (element: XmlElement, name: string): readonly string[] =>
  children(element, name).flatMap(({ text, children: inner }) => (text === '' || inner.length > 0 ? [] : [text]));
const isTrue = (element: XmlElement, name: string): boolean => textOf(element, name)?.toLowerCase() === 'true';
const textOf = (element: XmlElement, name: string): string | undefined => textsOf(element, name)[0];

type HostName = { readonly name: string } | { readonly reason: string };

/** `looks`: what to know of a name whose letters may be taken for others. */
function hostOf(element: XmlElement, reader: Reader): HostName & { readonly looks?: string } {
  const written = textOf(element, 'hostname');
  if (written === undefined) return { reason: 'it has no hostname' };
  const filled = fillIn(written, reader);
  if ('problem' in filled) return { reason: `the placeholder ${excerpt(filled.placeholder)} cannot be filled in` };
  const read = hostName(filled.text);
  if (!('name' in read) || /^[\0-\x7f]*$/.test(filled.text)) return read;
  return { ...read, looks: `its hostname is written ${excerpt(filled.text)}; such letters can look like others` };
}

/** A name of the public kind: letters, digits, dots and hyphens, more than one label. */
export function hostName(text: string): HostName {
  const name = isUnwanted(text) ? undefined : asciiHostName(text.trim());
  if (canonicalIp(text) !== undefined) return { reason: `the hostname ${excerpt(text)} is an address, not a name` };
  if (name === undefined) return { reason: `the hostname ${excerpt(text)} is no host name` };
  return name.includes('.') ? { name } : { reason: `the hostname ${excerpt(text)} is a single word` };
}

function methodsOf(element: XmlElement): { readonly methods: readonly AuthMethod[]; readonly unknown: string[] } {
  const methods = new Set<AuthMethod>();
  const unknown: string[] = [];
  for (const one of children(element, 'authentication').slice(0, most.methods)) {
    // Version 1.2: `http` is for servers that are asked over HTTP.
    if (one.attributes.get('system')?.toLowerCase() === 'http') continue;
    const method = methodOf[one.text.toLowerCase()];
    if (method !== undefined && one.children.length === 0) methods.add(method);
    else unknown.push(one.text);
  }
  return { methods: [...methods], unknown };
}

const wantsName = (method: AuthMethod): boolean => method !== 'none' && method !== 'client-ip-address';

interface ReadName {
  readonly name?: string;
  readonly template?: string;
  /** Why there is no name. */
  readonly reason?: string;
  /** What is wrong with a placeholder. */
  readonly placeholder?: string;
}

function usernameOf(element: XmlElement, reader: Reader): ReadName {
  const template = textOf(element, 'username');
  if (template === undefined) {
    return { reason: hasChild(element, 'username') ? 'its user name is empty' : 'it says no user name' };
  }
  if (template.length > most.username || isUnwanted(template))
    return { reason: 'its user name holds what no name has' };
  const filled = fillIn(template, reader);
  if ('text' in filled) return { name: filled.text, template };
  // Nobody gave an address: nothing is wrong with the file.
  if (filled.problem === 'no-address') return { template };
  const open = filled.placeholder.endsWith('%') ? 'is not known' : 'is not closed';
  return { placeholder: `the placeholder ${excerpt(filled.placeholder)} in its user name ${open}` };
}
