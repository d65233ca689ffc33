import type { Protocol, Security } from '../model/subject.ts';

export interface StandardService {
  readonly protocol: Protocol;
  readonly port: number;
  readonly security: Security;
}

/** The registered mail ports and how TLS starts on each (RFC 8314, RFC 5804). */
export const standardServices: readonly StandardService[] = [
  { protocol: 'smtp', port: 25, security: 'starttls' },
  { protocol: 'smtp', port: 465, security: 'tls' },
  { protocol: 'smtp', port: 587, security: 'starttls' },
  { protocol: 'imap', port: 143, security: 'starttls' },
  { protocol: 'imap', port: 993, security: 'tls' },
  { protocol: 'pop3', port: 110, security: 'starttls' },
  { protocol: 'pop3', port: 995, security: 'tls' },
  { protocol: 'sieve', port: 4190, security: 'starttls' },
];

/** Ports for logging in over a protocol, best first: TLS from the start before STARTTLS (RFC 8314 3.3). Never 25. */
export function candidates(protocol: Protocol): readonly StandardService[] {
  const services = standardServices.filter((one) => one.protocol === protocol && one.port !== 25);
  return [
    ...services.filter(({ security }) => security === 'tls'),
    ...services.filter(({ security }) => security !== 'tls'),
  ];
}

/** How TLS starts on a standard port of the protocol; undefined for any other port. */
export function standardSecurity(protocol: Protocol, port: number): Security | undefined {
  return standardServices.find((one) => one.protocol === protocol && one.port === port)?.security;
}
