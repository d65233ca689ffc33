import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { differencesAmong } from '../certificate-differences.ts';
import { isOpportunistic } from '../certificate-weight.ts';

export default defineRule({
  id: 'tls/certificate-differs',
  title: 'Ports of one server have different certificates',
  severity: 'warning',
  on: 'host',
  reads: [tlsSession],
  messages: { differs: '{host} serves different certificates on {ports}: {detail}.' },
  *check(at, view) {
    const seen = view
      .all(tlsSession)
      .flatMap(({ id, subject, outcome }) =>
        subject.host === at.name && outcome.status === 'observed' ? [{ id, at: subject, tls: outcome.value }] : [],
      );
    const found = differencesAmong(seen, view.now);
    const serious = found.find(({ worse }) => !isOpportunistic(worse.at, view));
    const told = serious ?? found[0];
    if (told === undefined) return;
    const { first, second, detail } = told;
    const [a, b] = [first.at, second.at];
    const ports = a.port === b.port ? `${a.port} at ${a.ip} and ${b.ip}` : `${a.port} and ${b.port}`;
    const verdict = {
      message: 'differs',
      args: { host: at.name, ports, detail },
      because: [first.id, second.id],
    } as const;
    yield serious === undefined ? { ...verdict, severity: 'notice' } : verdict;
  },
});
