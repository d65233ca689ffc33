/** The outside world as mailcheck sees it; the lab stands behind the same interface. */
export interface Network {
  /** Where packets for `ip:port` really go. The system network answers with what it was asked. */
  route(ip: string, port: number, transport: 'tcp' | 'udp'): Route;
  /** Addresses of this machine, loopback left out. */
  localAddresses(): readonly { readonly ip: string; readonly interface: string }[];
  /** Resolvers to ask: `192.0.2.53:53`, `tls://192.0.2.53:853#dns.example.net`, `https://dns.example.net/dns-query`. */
  resolvers(): readonly string[];
  /**
   * Does the word of this resolver on DNSSEC count? That of one on this machine does, and of one that is reached over a
   * channel which proves it; anybody on the way to another could have set the AD bit (RFC 4035 section 4.9.3). Default: no.
   */
  trustsValidation?(resolver: string): boolean;
  /** Those that the system is set up with, whichever are asked: they find the host of an `https` resolver. */
  systemResolvers?(): readonly string[];
  /** PEM of the roots to trust beside or instead of Node's. */
  readonly roots?: { readonly pem: readonly string[]; readonly only: boolean; readonly source: string };
  /** Names resolved by hand (`--resolve HOST=ADDR`). */
  readonly pinned?: ReadonlyMap<string, readonly string[]>;
}

export type Route =
  | { readonly to: 'address'; readonly ip: string; readonly port: number }
  /** Simulated by the transport exactly as the kernel would report it. */
  | { readonly to: 'nowhere'; readonly how: 'refused' | 'unreachable' | 'silent' };
