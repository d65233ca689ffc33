import type { View } from '../model/finding.ts';
import { domain, type Endpoint, type Host, type Protocol } from '../model/subject.ts';
import { mailExchangers, serviceRecords } from '../probes/facts/dns.ts';
import { greeting, starttls, tlsSession } from '../probes/facts/mail.ts';
import { isNamedBySource, namedServers } from './published-servers.ts';

/** Protocol that each SRV label announces (RFC 6186, RFC 8314 5.1, RFC 5804 1.8). */
const protocolOf: Readonly<Record<string, Protocol>> = {
  _imaps: 'imap',
  _imap: 'imap',
  _pop3s: 'pop3',
  _pop3: 'pop3',
  _submissions: 'smtp',
  _submission: 'smtp',
  _sieve: 'sieve',
};

/**
 * True when the user would miss this service: it was named with its port, an MX or SRV record or published settings
 * announce it, or it is one of the standard ports of a protocol that nobody serves at this host. What a survey merely looks at is not wanted.
 */
export function wanted(at: Endpoint, view: View): boolean {
  return (
    isNamed(at, view) ||
    isExchanger(at, view) ||
    isAnnounced(at, view) ||
    isNamedBySource(at, view) ||
    isLastResort(at, view)
  );
}

/** True when the user named this host, or an MX or SRV record or published settings do. */
export function wantedHost(at: Host, view: View): boolean {
  return (
    view.target.servers.some(({ host }) => host === at.name) ||
    exchangersOf(view).includes(at.name) ||
    recordsOf(view).some(({ target }) => target === at.name) ||
    namedServers(view).some(({ server }) => server.host === at.name)
  );
}

/** Hosts of the domain's MX records, best first. */
export function exchangersOf(view: View): string[] {
  const name = view.target.domain;
  const found = name === undefined ? undefined : view.value(mailExchangers, domain(name));
  return found?.records.map(({ exchange }) => exchange) ?? [];
}

/** True when a login port of this protocol at this host got as far as a greeting, under TLS where it was asked for. */
export const isServed = (hostName: string, protocol: Protocol, view: View): boolean =>
  view
    .all(greeting)
    .some(
      ({ subject, outcome }) =>
        subject.host === hostName &&
        subject.protocol === protocol &&
        subject.port !== 25 &&
        outcome.status === 'observed' &&
        view.failure(starttls, subject) === undefined &&
        view.failure(tlsSession, subject) === undefined,
    );

function recordsOf(view: View) {
  const name = view.target.domain;
  return (name === undefined ? undefined : view.value(serviceRecords, domain(name)))?.records ?? [];
}

const isNamed = (at: Endpoint, view: View): boolean =>
  view.target.servers.some(
    ({ protocol, host, port, security }) =>
      protocol === at.protocol &&
      host === at.host &&
      port === at.port &&
      (security === undefined || security === at.security),
  );

const isExchanger = (at: Endpoint, view: View): boolean =>
  at.protocol === 'smtp' && at.port === 25 && exchangersOf(view).includes(at.host);

const isAnnounced = (at: Endpoint, view: View): boolean =>
  recordsOf(view).some(
    ({ label, port, target }) => target === at.host && port === at.port && protocolOf[label] === at.protocol,
  );

/** Its protocol was asked for at its host, without a port or by a guess, and no port of it serves. */
const isLastResort = (at: Endpoint, view: View): boolean =>
  isAskedFor(at, view) && !isServed(at.host, at.protocol, view);

function isAskedFor(at: Endpoint, view: View): boolean {
  const { servers, protocols, settings } = view.target;
  // Where settings are looked for, what does not answer at a usual name is no server.
  if (settings !== undefined) return false;
  if (servers.length > 0) {
    return servers.some(
      ({ protocol, host, port }) => protocol === at.protocol && host === at.host && port === undefined,
    );
  }
  // Mail can be fetched by either protocol: a server that was guessed need not speak both.
  const alike: readonly Protocol[] = at.protocol === 'smtp' ? ['smtp'] : ['imap', 'pop3'];
  return (
    at.port !== 25 &&
    protocols.includes(at.protocol) &&
    alike.includes(at.protocol) &&
    !recordsOf(view).some(({ label }) => protocolOf[label] === at.protocol) &&
    !view.subjects('endpoint').some((one) => alike.includes(one.protocol) && isServed(one.host, one.protocol, view))
  );
}
