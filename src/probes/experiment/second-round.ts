import type { Observation } from '../../model/evidence.ts';
import type { Probe } from '../../model/probe.ts';
import { type Endpoint, here, type Service, type Subject, service } from '../../model/subject.ts';
import { candidates } from '../../protocols/ports.ts';
import { connect, otherMode } from '../facts/mail.ts';
import { probeControlPort } from '../here/control-port.ts';

/** What the first round's failures ask for: control connections, and the neighbours of a port that did not work. */
export function secondRound(
  options: Parameters<typeof probeControlPort>[0],
  observations: readonly Observation[],
): { readonly probes: readonly Probe[]; readonly seeds: readonly Subject[] } {
  const failed = observations.filter(({ fact, outcome }) => fact === connect.id && outcome.status === 'failed');
  const timedOutAt25 = failed.some(
    ({ subject, outcome }) =>
      (subject as Endpoint).port === 25 && outcome.status === 'failed' && outcome.failure.kind === 'timeout',
  );
  return {
    probes: timedOutAt25 && options.controls.length > 0 ? [probeControlPort(options) as Probe] : [],
    seeds: [...(timedOutAt25 ? [here] : []), ...neighbours(options.target.servers, observations)],
  };
}

/** For each server named with a port that did not connect or speak: the standard ports of its protocol. */
function neighbours(
  named: Parameters<typeof probeControlPort>[0]['target']['servers'],
  observations: readonly Observation[],
): Service[] {
  const troubled = (host: string, port: number) =>
    observations.some(
      ({ fact, subject, outcome }) =>
        subject.kind === 'endpoint' &&
        subject.host === host &&
        subject.port === port &&
        ((fact === connect.id && outcome.status === 'failed') ||
          (fact === otherMode.id && outcome.status !== 'skipped')),
    );
  return named.flatMap((server) =>
    server.port === undefined || !troubled(server.host, server.port)
      ? []
      : candidates(server.protocol)
          .filter((one) => one.port !== server.port)
          .map((one) => service(server.host, server.protocol, one.port, one.security)),
  );
}
