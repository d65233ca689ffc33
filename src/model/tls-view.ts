export interface CertificateView {
  /** Common name of the subject; display only. */
  readonly subject: string;
  readonly issuer: string;
  /** subjectAltName DNS names. */
  readonly names: readonly string[];
  /** subjectAltName IP addresses. */
  readonly ips: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly serial: string;
  /** SHA-256, hex, upper case with colons as tools print it. */
  readonly fingerprint: string;
  readonly key: { readonly type: string; readonly bits: number };
  readonly signature?: string;
  readonly isCa: boolean;
  readonly selfSigned: boolean;
  /** Of the whole certificate and of its public key (SubjectPublicKeyInfo), in lower-case hex: what TLSA names. */
  readonly digests?: { readonly certificate: Digests; readonly key: Digests };
}

export interface Digests {
  readonly sha256: string;
  readonly sha512: string;
}

export interface TlsView {
  /** `TLSv1.3`. */
  readonly version: string;
  readonly cipher: string;
  /** The name sent as SNI; absent for IP literals. */
  readonly serverName?: string;
  /** Leaf first, as presented. */
  readonly chain: readonly CertificateView[];
  /** Does the chain lead to a trusted root, dates and names apart? `code` is OpenSSL's, e.g. `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly trust: { readonly ok: true } | { readonly ok: false; readonly code: string };
  /** Does the leaf name the host that was asked for (RFC 9525, SAN only)? */
  readonly nameMatches: boolean;
  /** Within its dates at the time of the handshake, chain included. */
  readonly inDate: boolean;
  /** Trusted, named, in date, and of keys and signatures that hold: a password may be sent. */
  readonly verified: boolean;
  readonly keyExchange?: string;
}
