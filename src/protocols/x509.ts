import { createHash } from 'node:crypto';
import type { CertificateView, Digests } from '../model/tls-view.ts';
import { certificateAlgorithms, subjectPublicKeyInfo } from './der.ts';
import { asciiHostName, lowerName } from './dns-names.ts';
import { canonicalIp } from './ip.ts';

type Names = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What node:tls gives for a peer's certificate, as far as it is used here. */
export interface PeerCertificateLike {
  readonly subject?: object;
  readonly issuer?: object;
  readonly subjectaltname?: string;
  readonly valid_from?: string;
  readonly valid_to?: string;
  readonly serialNumber?: string;
  readonly fingerprint256?: string;
  readonly bits?: number;
  readonly modulus?: string;
  readonly asn1Curve?: string;
  readonly nistCurve?: string;
  readonly ca?: boolean;
  readonly raw?: Uint8Array;
  readonly issuerCertificate?: PeerCertificateLike;
}

/** A certificate in the terms of a report. Its texts are the server's: hostile. */
export function certificateView(peer: PeerCertificateLike): CertificateView {
  const entries = subjectAltNames(peer.subjectaltname ?? '');
  const of = (type: string) => entries.filter((one) => one.type === type).map(({ value }) => value);
  const algorithms = peer.raw === undefined ? {} : certificateAlgorithms(peer.raw);
  const signature = algorithms.signature && (signatures[algorithms.signature] ?? algorithms.signature);
  return {
    subject: displayName(peer.subject),
    issuer: displayName(peer.issuer),
    names: of('DNS'),
    ips: of('IP Address').map((ip) => canonicalIp(ip) ?? ip),
    notBefore: isoTime(peer.valid_from ?? ''),
    notAfter: isoTime(peer.valid_to ?? ''),
    serial: peer.serialNumber ?? '',
    fingerprint: peer.fingerprint256 ?? '',
    key: keyOf(peer, algorithms.key),
    ...(signature ? { signature } : {}),
    isCa: peer.ca === true,
    selfSigned: peer.subject !== undefined && JSON.stringify(peer.subject) === JSON.stringify(peer.issuer),
    ...digestsOf(peer.raw),
  };
}

function digestsOf(raw: Uint8Array | undefined): Pick<CertificateView, 'digests'> {
  const key = raw === undefined ? undefined : subjectPublicKeyInfo(raw);
  if (raw === undefined || key === undefined) return {};
  const of = (bytes: Uint8Array): Digests => ({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sha512: createHash('sha512').update(bytes).digest('hex'),
  });
  return { digests: { certificate: of(raw), key: of(key) } };
}

/** No server needs more; a longer chain is cut. */
const longestChain = 20;

/**
 * The certificates from a peer certificate taken with `getPeerCertificate(true)`, leaf first.
 * A root is its own issuer there, so the walk ends at a certificate seen before.
 */
export function chainOf<T extends PeerCertificateLike & { readonly issuerCertificate?: T }>(peer: T): T[] {
  const seen = new Set<T | string>();
  const chain: T[] = [];
  let next: T | undefined = peer;
  while (next !== undefined && chain.length < longestChain) {
    const identity: T | string = next.fingerprint256 ?? next;
    if (seen.has(identity) || Object.keys(next).length === 0) break;
    seen.add(identity);
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

/**
 * Does the certificate name the host (RFC 9525)? Only subjectAltName counts. A wildcard stands for one whole left-most
 * label, with at least two labels behind it. An IP address matches only an iPAddress entry.
 */
export function nameMatches(view: Pick<CertificateView, 'names' | 'ips'>, host: string): boolean {
  const ip = canonicalIp(host);
  if (ip !== undefined) return view.ips.some((one) => canonicalIp(one) === ip);
  const wanted = asciiHostName(host);
  if (wanted === undefined) return false;
  const behindFirst = wanted.slice(wanted.indexOf('.') + 1);
  return view.names.map(lowerName).some((name) => {
    if (name === wanted) return true;
    if (!name.startsWith('*.') || !wanted.includes('.')) return false;
    const base = name.slice(2);
    return base.includes('.') && !base.includes('*') && base === behindFirst;
  });
}

/**
 * `DNS:a, IP Address:192.0.2.1, DNS:"odd\u002c name"`: Node writes a value as a JSON string when it holds anything
 * that could be taken for another entry (CVE-2021-44532).
 */
function subjectAltNames(text: string): { type: string; value: string }[] {
  const found: { type: string; value: string }[] = [];
  const entry = /([A-Za-z][A-Za-z ]*):(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:, |$)/y;
  for (let match = entry.exec(text); match !== null; match = entry.exec(text)) {
    found.push({ type: match[1]!, value: match[2] === undefined ? match[3]! : unquote(match[2]) });
    if (entry.lastIndex >= text.length) break;
  }
  return found;
}

const shortEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const unquote = (json: string): string =>
  json.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, char?: string) =>
    code === undefined ? (shortEscapes[char!] ?? char!) : String.fromCharCode(Number.parseInt(code, 16)),
  );

function displayName(name: object | undefined): string {
  const names = (name ?? {}) as Names;
  const shown = names.CN ?? names.O ?? names.OU ?? '';
  return typeof shown === 'string' ? shown : (shown[0] ?? '');
}

/** `Nov  4 14:25:44 2026 GMT` as ISO 8601; what cannot be read stays as it is. */
function isoTime(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}

const fixedKeys: Readonly<Record<string, { readonly type: string; readonly bits: number }>> = {
  '1.3.101.112': { type: 'ed25519', bits: 256 },
  '1.3.101.113': { type: 'ed448', bits: 456 },
};

function keyOf(peer: PeerCertificateLike, oid: string | undefined): CertificateView['key'] {
  if (peer.modulus !== undefined) return { type: 'rsa', bits: peer.bits ?? 0 };
  if (peer.asn1Curve !== undefined || peer.nistCurve !== undefined) return { type: 'ec', bits: peer.bits ?? 0 };
  return fixedKeys[oid ?? ''] ?? { type: oid ?? 'unknown', bits: peer.bits ?? 0 };
}

/** RFC 8017, 5758, 8410: the ones that certificates are met with. */
const signatures: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};
