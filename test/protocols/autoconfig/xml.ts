import { parseMailAddress } from '../../../src/protocols/address.ts';
import { readPublished } from '../../../src/protocols/published-settings.ts';
import { readDocument } from '../../../src/transport/document.ts';

export interface ServerParts {
  readonly side?: 'incomingServer' | 'outgoingServer';
  readonly type?: string;
  readonly hostname?: string;
  readonly port?: string;
  readonly socketType?: string;
  readonly username?: string;
  readonly authentication?: readonly string[];
  /** What else is in the element. */
  readonly more?: string;
}

/** A server of an autoconfig file; a part that is `''` is left out. */
export function server(parts: ServerParts = {}): string {
  const { side = 'incomingServer', type = side === 'incomingServer' ? 'imap' : 'smtp' } = parts;
  const { hostname = 'mail.example.org', port = '993', socketType = 'SSL', username = '%EMAILADDRESS%' } = parts;
  const values = { hostname, port, socketType, username };
  const inner = Object.entries(values).map(([name, text]) => (text === '' ? '' : `<${name}>${text}</${name}>`));
  const methods = (parts.authentication ?? ['password-cleartext']).map(
    (one) => `<authentication>${one}</authentication>`,
  );
  return `<${side}${type === '' ? '' : ` type="${type}"`}>${inner.join('')}${methods.join('')}${parts.more ?? ''}</${side}>`;
}

export const clientConfig = (inside: string, after = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<clientConfig version="1.1"><emailProvider id="example.org">${inside}</emailProvider>${after}</clientConfig>`;

/** What a text that is published comes to, for an address. @throws when the text is no document */
export async function published(text: string, whose?: string) {
  const address = whose === undefined ? undefined : parseMailAddress(whose);
  if (address !== undefined && 'problem' in address) throw new Error(address.problem);
  const document = await readDocument(Buffer.from(text));
  if (document.kind === 'unreadable') throw new Error(document.detail);
  return readPublished(document, address === undefined ? {} : { address });
}

/** The same, where there must be settings. */
export async function settings(text: string, whose = 'ann@example.org') {
  const read = await published(text, whose);
  if ('unusable' in read) throw new Error(read.unusable);
  return read;
}
