/**
 * What a client offers in a handshake, and nothing beside it: one version with all its suites, or TLS 1.2 with old suites
 * only. `windows-8.1`: those that Windows 7 to 8.1 have. `rsa`: the server's RSA key decrypts the secret.
 */
export const tlsOffers = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3', 'windows-8.1', 'rsa'] as const;
export type TlsOffer = (typeof tlsOffers)[number];
