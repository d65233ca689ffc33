import type { Observation } from '../src/model/evidence.ts';
import type { Failure } from '../src/model/failure.ts';
import type { PublishedServer, PublishedSettings } from '../src/model/settings.ts';
import { domain, type Endpoint, endpoint, host, type Security, service } from '../src/model/subject.ts';
import type { Target } from '../src/model/target.ts';
import { addresses } from '../src/probes/facts/dns.ts';
import { connect, greeting, offer, securedOffer, tlsSession } from '../src/probes/facts/mail.ts';
import type { TableAnswer, WebAnswer, WebResult } from '../src/probes/facts/settings.ts';
import { failed, observed, replyOf } from './evidence.ts';
import { tlsView } from './probes/fake-web.ts';

export const at = domain('example.org');
/** Settings of example.org are looked for. */
export const looking: Partial<Target> = { settings: { guess: 'auto' }, ceiling: 'connect', survey: false };

/** `imap mail.example.org 993 tls`. */
export function serverOf(text: string, more: Partial<PublishedServer> = {}): PublishedServer {
  const [type, name = '', port, security] = text.split(' ');
  return {
    type: type as PublishedServer['type'],
    host: name,
    port: Number(port),
    security: security as Security,
    auth: ['password-cleartext'],
    username: 'ann@example.org',
    usernameTemplate: '%EMAILADDRESS%',
    ...more,
  };
}

export function settingsOf(
  servers: readonly (string | PublishedServer)[],
  more: Partial<PublishedSettings> = {},
): PublishedSettings {
  const all = servers.map((one) => (typeof one === 'string' ? serverOf(one) : one));
  return {
    format: 'autoconfig',
    domains: [],
    incoming: all.filter(({ type }) => type !== 'smtp'),
    outgoing: all.filter(({ type }) => type === 'smtp'),
    documentation: [],
    oAuth2: [],
    dropped: [],
    remarks: [],
    ...more,
  };
}

export const web = (result: WebResult, more: Partial<WebAnswer> = {}): WebAnswer => ({
  url: 'https://autoconfig.example.org/mail/config-v1.1.xml',
  redirects: [],
  ips: ['192.0.2.80'],
  result,
  ...more,
});

/** A place of the web that publishes these servers. */
export const publishing = (servers: readonly (string | PublishedServer)[], more: Partial<WebAnswer> = {}): WebAnswer =>
  web({ kind: 'settings', settings: settingsOf(servers) }, more);

export const nothing = (more: Partial<WebAnswer> = {}): WebAnswer => web({ kind: 'status', status: 404 }, more);

export const table = (
  servers: readonly (string | PublishedServer)[],
  more: Partial<TableAnswer> = {},
): TableAnswer => ({
  provider: {
    id: 'example',
    name: 'Example',
    needs: ['Needs an app password'],
    confidence: 'high',
    sources: ['a list'],
  },
  settings: settingsOf(servers, { format: 'table' }),
  patterns: [],
  asOf: '2026-11',
  ...more,
});

export function endpointFor(text: string, ip = '192.0.2.10'): Endpoint {
  const [type, name = '', port, security] = text.split(' ');
  return endpoint(service(name, type as Endpoint['protocol'], Number(port), security as Security), ip);
}

/** A server that answers, with these mechanisms inside TLS and, where it is said, a certificate for others. */
export function answering(
  text: string,
  mechanisms: readonly string[] = ['PLAIN'],
  tls: Parameters<typeof tlsView>[0] = {},
  ip?: string,
): Observation[] {
  const one = endpointFor(text, ip);
  const offered = { keywords: [], mechanisms, plainLogin: false, starttls: false, mangled: [] };
  return [
    observed(addresses, host(one.host), { ips: [one.ip], source: 'dns' }),
    observed(connect, one, { ms: 3 }),
    observed(greeting, one, { reply: replyOf(one.protocol, 'OK', 'hello') }),
    ...(one.security === 'none'
      ? [observed(offer, one, offered)]
      : [observed(tlsSession, one, tlsView(tls)), observed(securedOffer, one, offered)]),
  ];
}

export function dead(
  text: string,
  failure: Failure = { kind: 'refused', stage: 'connect' },
  ip?: string,
): Observation[] {
  const one = endpointFor(text, ip);
  return [observed(addresses, host(one.host), { ips: [one.ip], source: 'dns' }), failed(connect, one, failure)];
}
