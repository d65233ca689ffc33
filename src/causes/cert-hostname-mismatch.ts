import { type Case, defineCause } from '../model/cause.ts';
import { tlsSession } from '../probes/facts/mail.ts';
import { serverCommand, tlsCommand } from './command-line.ts';
import { distrustEchoes } from './echoes.ts';
import { enumerate } from './enumerate.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf, whereOf } from './where.ts';

/** DNS names in the certificates of the case, wildcards left out of what can be connected to. */
const namesIn = (at: Case): string[] => [
  ...new Set(endpointsOf(at).flatMap((one) => at.view.value(tlsSession, one)?.chain[0]?.names ?? [])),
];
const isOf = (at: Case, names: readonly string[]) => {
  const domain = at.view.target.domain;
  return names.find((name) => domain !== undefined && (name === domain || name.endsWith(`.${domain}`)));
};

export default defineCause({
  id: 'cert-hostname-mismatch',
  title: 'The certificate is for another name',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/certificate-name-mismatch' }],
  explains: [
    { rule: 'tls/certificate-differs' },
    { rule: 'settings/certificate-does-not-cover-host' },
    ...distrustEchoes,
  ],
  yieldsTo: ['resolver-rewrites'],
  ruledOut(at) {
    const seen = endpointsOf(at).map((one) => ({
      value: at.view.value(tlsSession, one),
      id: at.view.id(tlsSession, one),
    }));
    const ids = seen.map(({ id }) => id);
    return [
      ...(seen.every(({ value }) => value?.inDate === true)
        ? stated('an expired certificate (it is within its dates)', ...ids)
        : []),
      ...(seen.every(({ value }) => value?.trust.ok === true)
        ? stated('a home-made certificate (a trusted authority signed it)', ...ids)
        : []),
    ];
  },
  summary(at) {
    const names = namesIn(at);
    const given = names.length > 0 ? enumerate(names, 4) : textOf(at.first, 'names');
    const host = at.hosts[0] ?? textOf(at.first, 'host');
    return `${whereOf(at)} serves a certificate for ${given === '' ? 'no name at all' : given}, and not for ${host}. It may be the wrong server, or the right one under a name that its owner forgot.`;
  },
  actions(at) {
    const names = namesIn(at).filter((name) => !name.startsWith('*'));
    const own = isOf(at, names);
    const other = own ?? names[0];
    const [one] = endpointsOf(at);
    const host = at.hosts[0] ?? 'HOST';
    return [
      ...(other === undefined || one === undefined
        ? []
        : [
            {
              text:
                own === undefined
                  ? `If your provider names ${other} as its server, use that name in the mail program; do not follow a name you do not know.`
                  : `Use the name ${other}, which the certificate holds and which belongs to this domain.`,
              command: serverCommand({ ...one, host: other }),
            },
          ]),
      {
        text: 'As administrator, add the name that people use to the certificate, then reload the mail servers.',
        command: `certbot certonly --cert-name ${hostWord(host)} ${[host, ...names.filter((name) => hostWord(name) === name).slice(0, 4)].map((name) => `-d ${hostWord(name)}`).join(' ')}`,
      },
      { text: 'Do not add an exception in the mail program: it would accept an impostor as well.' },
    ];
  },
  check: (at) => tlsCommand(at.hosts[0] ?? 'HOST'),
});
