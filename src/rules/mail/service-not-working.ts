import type { Fact } from '../../model/evidence.ts';
import { defineRule, type View } from '../../model/finding.ts';
import type { Endpoint, Protocol } from '../../model/subject.ts';
import { addresses, mailExchangers, serviceRecords } from '../../probes/facts/dns.ts';
import { connect, greeting, login, offer, securedOffer, starttls, tlsSession } from '../../probes/facts/mail.ts';
import { isSeenToWork, servicesToWork } from '../seen-to-work.ts';
import { wanted } from '../wanted.ts';

const stages: readonly Pick<Fact<unknown, 'endpoint'>, 'id' | 'on' | 'title'>[] = [
  connect,
  greeting,
  offer,
  starttls,
  tlsSession,
  securedOffer,
];

export default defineRule({
  id: 'mail/service-not-working',
  title: 'A service that has to work was not seen to work',
  severity: 'error',
  on: 'here',
  reads: [tlsSession, login],
  messages: {
    'not-found': 'No {protocol} server was found, and {protocol} has to work.',
    'not-served': 'No server was seen to serve {protocol}, which has to work.',
    'not-confirmed': '{host} was found, not named: nobody logged in there over {protocol}, which has to work.',
  },
  *check(_, view) {
    for (const protocol of servicesToWork(view)) {
      if (isSeenToWork(protocol, view)) continue;
      const places = view.subjects('endpoint').filter((one) => one.protocol === protocol);
      if (places.some((at) => isTold(at, view)) || places.some((at) => wasLeftOut(at, view))) continue;
      const found = places.find((at) => skippedBecause(at, view) === 'not-confirmed');
      if (found !== undefined) yield { message: 'not-confirmed', args: { protocol, host: found.host } };
      else if (places.length > 0) yield { message: 'not-served', args: { protocol } };
      else if (!isLookupOpen(protocol, view)) yield { message: 'not-found', args: { protocol } };
    }
  },
});

/** Something went wrong there, or could not be told, and other rules say what. */
function isTold(at: Endpoint, view: View): boolean {
  const isAmiss = (status: string | undefined) => status === 'failed' || status === 'inconclusive';
  if (isAmiss(view.outcome(login, at)?.status)) return true;
  if (!wanted(at, view)) return false;
  return (
    view.value(tlsSession, at)?.verified === false || stages.some((fact) => isAmiss(view.outcome(fact, at)?.status))
  );
}

function skippedBecause(at: Endpoint, view: View): string | undefined {
  const outcome = view.outcome(login, at);
  return outcome?.status === 'skipped' ? outcome.because : undefined;
}

/** The run ended before it came so far. */
const wasLeftOut = (at: Endpoint, view: View): boolean =>
  ['interrupted', 'deadline', 'crashed'].includes(skippedBecause(at, view) ?? '');

/** Where the DNS gave no answer, a server may well be there. */
function isLookupOpen(protocol: Protocol, view: View): boolean {
  const isNamed = view.target.servers.some((one) => one.protocol === protocol);
  const lookups = [...view.all(addresses), ...view.all(serviceRecords), ...view.all(mailExchangers)];
  return isNamed || lookups.some(({ outcome }) => outcome.status !== 'observed');
}
