import { domain, type Endpoint } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import type { CertificateView, TlsView } from '../../src/model/tls-view.ts';
import { mailExchangers } from '../../src/probes/facts/dns.ts';
import { tlsSession } from '../../src/probes/facts/mail.ts';
import { endpointOf, observed, testNow } from '../evidence.ts';

export const host = 'mail.example.org';
export const imaps = endpointOf('imap', 993, 'tls');
export const imap = endpointOf('imap', 143, 'starttls');
export const submissions = endpointOf('smtp', 465, 'tls');
export const submission = endpointOf('smtp', 587, 'starttls');
export const relay = endpointOf('smtp', 25, 'starttls');

const dayMs = 86_400_000;
/** ISO time so many days from `testNow`. */
export const inDays = (days: number): string => new Date(testNow.getTime() + days * dayMs).toISOString();

/** A good certificate of the host, but for what is said otherwise. */
export const certificateOf = (differs: Partial<CertificateView> = {}): CertificateView => ({
  subject: host,
  issuer: 'R11',
  names: [host],
  ips: [],
  notBefore: inDays(-10),
  notAfter: inDays(80),
  serial: '01',
  fingerprint: 'AA:01',
  key: { type: 'rsa', bits: 2048 },
  isCa: false,
  selfSigned: false,
  ...differs,
});

/** A session that nothing is wrong with, but for what is said otherwise. */
export const sessionOf = (differs: Partial<TlsView> = {}): TlsView => {
  const view = {
    version: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    serverName: host,
    chain: [certificateOf()],
    trust: { ok: true as const },
    nameMatches: true,
    inDate: true,
    ...differs,
  };
  return { ...view, verified: differs.verified ?? (view.trust.ok && view.nameMatches && view.inDate) };
};

export const session = (at: Endpoint, differs: Partial<TlsView> = {}) => observed(tlsSession, at, sessionOf(differs));

/** The user named this service with its port. */
export const named = ({ protocol, host: name, port }: Endpoint): Partial<Target> => ({
  servers: [{ protocol, host: name, port }],
});

/** The user named another service of the same host: everything else there is merely looked at. */
export const onlyPop3: Partial<Target> = { servers: [{ protocol: 'pop3', host, port: 995 }] };

/** The host is the domain's mail exchanger. */
export const isExchanger = observed(mailExchangers, domain('example.org'), {
  records: [{ preference: 10, exchange: host }],
  nullMx: false,
  rcode: 'NOERROR',
});
