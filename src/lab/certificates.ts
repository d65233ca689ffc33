import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  nothing,
  octetString,
  oid,
  pem,
  sequence,
  set,
  time,
  utf8String,
} from './der.ts';

export interface CertificateOptions {
  /** subjectAltName DNS names. */
  readonly names: readonly string[];
  /** subjectAltName IP addresses. */
  readonly ips?: readonly string[];
  /** Default: a day ago. */
  readonly notBefore?: Date;
  /** Default: in 90 days. */
  readonly notAfter?: Date;
  /** Default: the first name. */
  readonly commonName?: string;
  /** An RSA key of this size instead of ECDSA P-256. */
  readonly keyBits?: number;
  /** Signed by its own key instead of the authority's. */
  readonly selfSigned?: boolean;
  /** Signed by an intermediate authority, whose certificate is sent along or, by mistake, is not. */
  readonly intermediate?: 'sent' | 'missing';
  /** What it may be used for instead of serving. */
  readonly purpose?: 'client' | 'authority';
  /** Signed over SHA-1 instead of SHA-256. */
  readonly sha1?: boolean;
}

/** What a TLS server is set up with. */
export interface IssuedCertificate {
  /** PKCS #8 PEM. */
  readonly key: string;
  /** PEM, leaf first, with the chain that the server sends (never the root). */
  readonly cert: string;
}

export interface Authority {
  /** The root's certificate. */
  readonly pem: string;
  issue(options: CertificateOptions): IssuedCertificate;
}

interface Issuer {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const day = 86_400_000;

/** A certificate authority that lives as long as the process; keys are made on the spot and kept nowhere. */
export function createAuthority(name: string): Authority {
  const root: Issuer = { name, ...newKeys() };
  const authorityDates = { notBefore: new Date(Date.now() - 3650 * day), notAfter: new Date(Date.now() + 3650 * day) };
  let intermediate: { readonly issuer: Issuer; readonly pem: string } | undefined;
  const makeIntermediate = () => {
    const issuer: Issuer = { name: `${name} intermediate`, ...newKeys() };
    return { issuer, pem: certificate(issuer, root, { ...authorityDates, authority: true }) };
  };
  return {
    pem: certificate(root, root, { ...authorityDates, authority: true }),
    issue(options) {
      const subject: Issuer = { name: options.commonName ?? options.names[0] ?? 'nobody', ...newKeys(options.keyBits) };
      if (options.intermediate !== undefined) intermediate ??= makeIntermediate();
      const issuer = options.selfSigned ? subject : options.intermediate ? intermediate?.issuer : root;
      const leaf = certificate(subject, issuer ?? root, {
        notBefore: options.notBefore ?? new Date(Date.now() - day),
        notAfter: options.notAfter ?? new Date(Date.now() + 90 * day),
        authority: options.purpose === 'authority',
        client: options.purpose === 'client',
        sha1: options.sha1 === true,
        names: options.names,
        ips: options.ips ?? [],
      });
      return {
        key: subject.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: options.intermediate === 'sent' ? `${leaf}${intermediate?.pem}` : leaf,
      };
    },
  };
}

function newKeys(rsaBits?: number): { privateKey: KeyObject; publicKey: KeyObject } {
  return rsaBits === undefined
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: rsaBits });
}

interface Body {
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly authority: boolean;
  readonly client?: boolean;
  readonly sha1?: boolean;
  readonly names?: readonly string[];
  readonly ips?: readonly string[];
}

/** RFC 5280 section 4.1, as PEM. */
function certificate(subject: Issuer, issuer: Issuer, body: Body): string {
  const algorithm =
    issuer.privateKey.asymmetricKeyType === 'rsa'
      ? sequence(oid(body.sha1 ? '1.2.840.113549.1.1.5' : '1.2.840.113549.1.1.11'), nothing)
      : sequence(oid(body.sha1 ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'));
  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    algorithm,
    distinguishedName(issuer.name),
    sequence(time(body.notBefore), time(body.notAfter)),
    distinguishedName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions(subject, issuer, body))),
  );
  const signature = sign(body.sha1 ? 'sha1' : 'sha256', toBeSigned, issuer.privateKey);
  return pem('CERTIFICATE', sequence(toBeSigned, algorithm, bitString(signature)));
}

const distinguishedName = (commonName: string): Buffer =>
  sequence(set(sequence(oid('2.5.4.3'), utf8String(commonName))));

function extensions(subject: Issuer, issuer: Issuer, body: Body): Buffer[] {
  const extension = (id: string, critical: boolean, value: Uint8Array) =>
    sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
  // keyUsage bits: keyCertSign and cRLSign for an authority; digitalSignature and keyEncipherment for a server.
  const usage = body.authority ? bitString(Buffer.from([0x06]), 1) : bitString(Buffer.from([0xa0]), 5);
  const alternatives = [
    ...(body.names ?? []).map((name) => implicit(2, Buffer.from(name, 'latin1'))),
    ...(body.ips ?? []).map((ip) => implicit(7, addressBytes(ip))),
  ];
  return [
    extension('2.5.29.19', true, body.authority ? sequence(boolean(true)) : sequence()),
    extension('2.5.29.15', true, usage),
    extension('2.5.29.14', false, octetString(keyIdentifier(subject))),
    extension('2.5.29.35', false, sequence(implicit(0, keyIdentifier(issuer)))),
    ...(body.authority ? [] : [extension('2.5.29.37', false, sequence(oid(`1.3.6.1.5.5.7.3.${body.client ? 2 : 1}`)))]),
    ...(alternatives.length === 0 ? [] : [extension('2.5.29.17', false, element(0x30, ...alternatives))]),
  ];
}

const keyIdentifier = (of: Issuer): Buffer =>
  createHash('sha1')
    .update(of.publicKey.export({ type: 'spki', format: 'der' }))
    .digest();

/** 4 or 16 bytes of a literal address; `::` stands for as many zero groups as are missing. */
export function addressBytes(ip: string): Buffer {
  if (!ip.includes(':')) return Buffer.from(ip.split('.').map(Number));
  const [head = '', tail] = ip.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const all = [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
