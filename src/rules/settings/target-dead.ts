import type { Failure } from '../../model/failure.ts';
import { failureText } from '../../model/failure-text.ts';
import { defineRule, type View } from '../../model/finding.ts';
import { type Endpoint, host, hostPort } from '../../model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, places } from '../../probes/facts/dns.ts';
import { connect, greeting, offer, securedOffer, starttls, tlsSession } from '../../probes/facts/mail.ts';
import { endpointsAt, namesOf, ownSources, publicationsOf } from '../published-servers.ts';

const stages = [connect, greeting, offer, starttls, tlsSession, securedOffer];

export default defineRule({
  id: 'settings/target-dead',
  title: 'A server that settings name does not work',
  severity: 'error',
  on: 'service',
  reads: [addresses, ipv4Addresses, ipv6Addresses, places, connect, greeting, starttls, tlsSession],
  messages: {
    fails: 'Mail programs are sent to {server} for {protocol}, and it does not work: {why}. Who says so: {source}.',
    'no-address':
      'Mail programs are sent to {server} for {protocol}, a name without any address. Who says so: {source}.',
  },
  *check(at, view) {
    const named = publicationsOf(at, view).map(({ answer }) => answer.source);
    if (named.length === 0) return;
    const args = {
      source: namesOf(named),
      server: hostPort(at.host, at.port),
      protocol: at.protocol.toUpperCase(),
    };
    // What only mailcheck's table or the database say may be out of date; the domain is not to blame.
    const severity = named.some((one) => ownSources.includes(one)) ? {} : { severity: 'warning' as const };
    const found = view.value(addresses, host(at.host));
    const isUnknown = [ipv4Addresses, ipv6Addresses].some((fact) => view.failure(fact, host(at.host)) !== undefined);
    if (found !== undefined && found.ips.length === 0 && !isUnknown) {
      yield { message: 'no-address', args: { ...args, reason: 'no-address' }, ...severity };
      return;
    }
    const failures = endpointsAt(at, view).map((one) => failureAt(one, view));
    const [first] = failures;
    if (first === undefined || failures.some((one) => one === undefined)) return;
    yield {
      message: 'fails',
      args: { ...args, why: failureText(first.failure), reason: first.failure.kind },
      ...severity,
      because: failures.flatMap((one) => one?.id ?? []),
    };
  },
});

function failureAt(
  at: Endpoint,
  view: View,
): { readonly failure: Failure; readonly id: string | undefined } | undefined {
  for (const fact of stages) {
    const failure = view.failure(fact, at);
    if (failure !== undefined) return { failure, id: view.id(fact, at) };
  }
  return undefined;
}
