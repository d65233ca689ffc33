import { defineProbe } from '../../model/probe.ts';
import { host, type Protocol, type Security, service } from '../../model/subject.ts';
import { isHostName } from '../../protocols/dns-names.ts';
import { readSrvRecord } from '../../protocols/srv-record.ts';
import { type ServiceRecord, serviceRecords } from '../facts/dns.ts';
import { ask, attempt, isSecure, kept, type LookUp, together } from './look-up.ts';
import { surveyed } from './standard-subjects.ts';

const mostRecords = 20;

/** What each label means (RFC 6186, RFC 8314 section 5.1, RFC 5804 section 1.8). */
export const serviceLabels: Readonly<Record<ServiceRecord['label'], { protocol: Protocol; security: Security }>> = {
  _imaps: { protocol: 'imap', security: 'tls' },
  _imap: { protocol: 'imap', security: 'starttls' },
  _pop3s: { protocol: 'pop3', security: 'tls' },
  _pop3: { protocol: 'pop3', security: 'starttls' },
  _submissions: { protocol: 'smtp', security: 'tls' },
  _submission: { protocol: 'smtp', security: 'starttls' },
  _sieve: { protocol: 'sieve', security: 'starttls' },
};
const labels = Object.keys(serviceLabels) as ServiceRecord['label'][];

/** SRV records of a domain, all labels at once; only for a user who named no server. */
export const probeServiceRecords = (look: LookUp) =>
  defineProbe({
    id: 'dns/service-records',
    on: 'domain',
    effect: 'lookup',
    yields: [serviceRecords],
    async run(at, run) {
      if (look.target.servers.length > 0) return run.skip(serviceRecords, 'not-asked');
      const { records } = await run.stage(serviceRecords, async () => {
        const once = together(run);
        const attempts = labels.map(async (label) => {
          const answer = await ask(look, once, `${label}._tcp.${at.name}`, 'SRV');
          const secure = isSecure(look, answer) ? ({ secure: true } as const) : {};
          return answer.records.map(({ data, ttl }) => ({ label, ...readSrvRecord(data), ttl, ...secure }));
        });
        return {
          records: kept(await Promise.all(attempts.map(attempt)))
            .flat()
            .sort(byOrder),
        };
      });
      const usable = records
        .filter(({ target, port }) => isHostName(target) && port > 0)
        .filter(({ label }) => look.target.protocols.includes(serviceLabels[label].protocol));
      // Where records are asked for, their targets are looked up and left alone.
      const isAudit = look.target.records !== undefined;
      if (isAudit)
        run.discover(...records.filter(({ target }) => isHostName(target)).map(({ target }) => host(target)));
      for (const { label, target, port } of isAudit ? [] : usable.slice(0, mostRecords)) {
        const { protocol, security } = serviceLabels[label];
        run.discover(host(target), service(target, protocol, port, security), ...surveyed(target, look.target));
      }
    },
  });

/** Lowest priority first; TLS from the start before STARTTLS at the same priority; then the heavier. */
const byOrder = (a: ServiceRecord, b: ServiceRecord): number =>
  a.priority - b.priority || labels.indexOf(a.label) - labels.indexOf(b.label) || b.weight - a.weight;
