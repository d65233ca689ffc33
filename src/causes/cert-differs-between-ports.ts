import { defineCause } from '../model/cause.ts';
import { tlsSession } from '../probes/facts/mail.ts';
import { tlsCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

export default defineCause({
  id: 'cert-differs-between-ports',
  title: 'One server shows different certificates',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/certificate-differs' }],
  yieldsTo: ['resolver-rewrites', 'cert-expired', 'cert-untrusted', 'cert-hostname-mismatch'],
  ruledOut(at) {
    const seen = at.view.all(tlsSession).filter(({ subject }) => at.hosts.includes(subject.host));
    const fine = seen.filter(({ outcome }) => outcome.status === 'observed' && outcome.value.verified);
    return fine.length > 1 && fine.length === seen.filter(({ outcome }) => outcome.status === 'observed').length
      ? stated('a bad certificate (each of them is trusted, named and in date)', ...fine.map(({ id }) => id))
      : [];
  },
  summary(at) {
    const { first } = at;
    const host = textOf(first, 'host') || (at.hosts[0] ?? 'The server');
    const ports = textOf(first, 'ports');
    const detail = textOf(first, 'detail');
    const issuers = [
      ...new Set(
        at.view
          .all(tlsSession)
          .filter(({ subject }) => subject.host === host)
          .flatMap(({ outcome }) => (outcome.status === 'observed' ? [outcome.value.chain[0]?.issuer ?? ''] : [])),
      ),
    ].filter((one) => one !== '');
    const by = issuers.length > 1 ? ` They are issued by ${enumerate(issuers, 3)}.` : '';
    return `${host} serves different certificates${ports === '' ? '' : ` on ${ports}`}${detail === '' ? '' : `: ${detail}`}. One service was forgotten at the last renewal, or different machines answer under one name.${by}`;
  },
  actions: (at) => [
    { text: 'Compare the certificates of all ports and addresses.', command: tlsCommand(at.hosts[0] ?? 'HOST') },
    {
      text: 'As administrator, point every service to the same certificate files, then reload each of them.',
      command: "postconf -n smtpd_tls_cert_file; doveconf -n | grep -E 'ssl_(server_)?cert'",
    },
    { text: 'Where several machines share the name, deploy the renewed certificate to all of them in one step.' },
  ],
  check: (at) => tlsCommand(at.hosts[0] ?? 'HOST'),
});
