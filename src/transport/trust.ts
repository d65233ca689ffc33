import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import type { Network } from '../model/network.ts';
import type { TlsOffer } from '../model/tls-offer.ts';
import type { TlsView } from '../model/tls-view.ts';

type Roots = Network['roots'];
type Trust = TlsView['trust'];

const nodesOwn = {};

const everySuite = 'DEFAULT:@SECLEVEL=0';

/** One context per trust setting: making one parses every root. Weak ciphers and old versions are let in and graded later. */
export const secureContextFor = contexts({ minVersion: 'TLSv1', ciphers: everySuite });

/** For servers that are used, not judged. */
export const strictContextFor = contexts({ minVersion: 'TLSv1.2' });

/** Suites of Windows 7 to 8.1 with their updates, TLS 1.2: with a key of RSA there is none of ECDHE and GCM together. */
const windowsSuites = [
  ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ...['DHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-AES128-GCM-SHA256'],
  ...['ECDHE-ECDSA-AES256-SHA384', 'ECDHE-ECDSA-AES128-SHA256', 'ECDHE-RSA-AES256-SHA384', 'ECDHE-RSA-AES128-SHA256'],
  ...['ECDHE-ECDSA-AES256-SHA', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES256-SHA', 'ECDHE-RSA-AES128-SHA'],
  ...['AES256-GCM-SHA384', 'AES128-GCM-SHA256', 'AES256-SHA256', 'AES128-SHA256', 'AES256-SHA', 'AES128-SHA'],
  '@SECLEVEL=0',
].join(':');

const only = (version: tls.SecureVersion, ciphers = everySuite) =>
  contexts({ minVersion: version, maxVersion: version, ciphers });

/** For a handshake in which nothing but this is offered. */
export const offeringContextFor: Readonly<Record<TlsOffer, (roots: Roots) => tls.SecureContext>> = {
  TLSv1: only('TLSv1'),
  'TLSv1.1': only('TLSv1.1'),
  'TLSv1.2': only('TLSv1.2'),
  'TLSv1.3': only('TLSv1.3'),
  'windows-8.1': only('TLSv1.2', windowsSuites),
  rsa: only('TLSv1.2', 'kRSA:!aNULL:!eNULL:!PSK:@SECLEVEL=0'),
};

function contexts(settings: tls.SecureContextOptions): (roots: Roots) => tls.SecureContext {
  const made = new WeakMap<object, tls.SecureContext>();
  return (roots) => {
    const known = made.get(roots ?? nodesOwn);
    if (known !== undefined) return known;
    const ca = roots === undefined ? {} : { ca: [...(roots.only ? [] : nodeRoots()), ...roots.pem] };
    const context = tls.createSecureContext({ ...settings, ...ca });
    made.set(roots ?? nodesOwn, context);
    return context;
  };
}

/** The roots that Node trusts by itself; `tls.getCACertificates` came with Node 22.15. */
function nodeRoots(): readonly string[] {
  const own = tls as typeof tls & { getCACertificates?: (type: 'default') => string[] };
  if (own.getCACertificates !== undefined) return own.getCACertificates('default');
  const extra = process.env.NODE_EXTRA_CA_CERTS;
  return extra === undefined ? tls.rootCertificates : [...tls.rootCertificates, ...pemsIn(extra)];
}

function pemsIn(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    // Node ignores the variable too when the file cannot be read.
    return [];
  }
}

const serverAuthentication = '1.3.6.1.5.5.7.3.1';
const longestChain = 16;

/**
 * Does the chain lead to a root, dates apart? Needed when OpenSSL reports a date: a later fault hides an earlier one
 * there, so an untrusted certificate that is expired as well is only called expired.
 */
export function judgeTrust(presented: readonly Buffer[], roots: Roots): Trust {
  const [leaf, ...others] = presented.map((der) => new X509Certificate(der));
  if (leaf === undefined) return { ok: false, code: 'UNABLE_TO_GET_ISSUER_CERT' };
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.includes(serverAuthentication)) {
    return { ok: false, code: 'INVALID_PURPOSE' };
  }
  const pems = [...(roots?.only ? [] : nodeRoots()), ...(roots?.pem ?? [])];
  const anchors = pems.map((pem) => new X509Certificate(pem));
  let current = leaf;
  for (let depth = 0; depth < longestChain; depth++) {
    const at = current;
    if (anchors.some((root) => root.fingerprint256 === at.fingerprint256 || issued(root, at))) return { ok: true };
    const parent = others.find((one) => one.ca && one.fingerprint256 !== at.fingerprint256 && issued(one, at));
    if (parent === undefined) return { ok: false, code: whyNot(at, depth, presented.length) };
    current = parent;
  }
  return { ok: false, code: 'CERT_CHAIN_TOO_LONG' };
}

const issued = (parent: X509Certificate, child: X509Certificate): boolean =>
  child.checkIssued(parent) && child.verify(parent.publicKey);

/** `checkIssued` wants a parent that may sign certificates, which a server's own may not. */
const isSelfSigned = (one: X509Certificate): boolean => one.subject === one.issuer && one.verify(one.publicKey);

function whyNot(last: X509Certificate, depth: number, presented: number): string {
  if (isSelfSigned(last)) return depth === 0 ? 'DEPTH_ZERO_SELF_SIGNED_CERT' : 'SELF_SIGNED_CERT_IN_CHAIN';
  return presented === 1 ? 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' : 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';
}
