import { type Case, defineCause, type Symptom } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { here } from '../model/subject.ts';
import { addresses } from '../probes/facts/dns.ts';
import { resolverHealth } from '../probes/facts/here.ts';
import { diagnoseCommand } from './command-line.ts';
import { connectionEchoes, conversationEchoes } from './echoes.ts';
import { enumerate } from './enumerate.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

/** What the resolver says instead of "no such name". */
function rewritten(at: Case): string[] {
  const health = at.view.value(resolverHealth, here)?.servers.flatMap(({ rewritesTo }) => rewritesTo) ?? [];
  return [...new Set([...at.findings.map((one) => textOf(one, 'address')), ...health])].filter((one) => one !== '');
}

/** Hosts of this run whose every address is such an answer: they probably do not exist. */
const victims = (at: Case) =>
  at.view.all(addresses).filter(({ outcome }) => {
    if (outcome.status !== 'observed' || outcome.value.source !== 'dns') return false;
    const { ips } = outcome.value;
    return ips.length > 0 && ips.every((ip) => rewritten(at).includes(ip));
  });

/** What is found at whatever machine an invented address leads to. */
const foundAtAnyServer: readonly Symptom[] = [
  'tls/certificate-name-mismatch',
  'tls/certificate-untrusted',
  'tls/certificate-expired',
  'tls/certificate-not-yet-valid',
  'tls/certificate-differs',
  'tls/mode-mismatch',
  'tls/starttls-not-offered',
  'tls/starttls-refused',
  'mail/greeting-refused',
  'auth/plaintext-only',
].map((rule) => ({ rule }));

const isAtInvented = (
  { subject }: Finding,
  ips: readonly string[],
  hosts: readonly { readonly subject: { readonly name: string } }[],
): boolean =>
  'ip' in subject
    ? ips.includes(subject.ip)
    : subject.kind === 'host' && hosts.some((one) => one.subject.name === subject.name);

export default defineCause({
  id: 'resolver-rewrites',
  title: 'The resolver invents addresses for names that do not exist',
  layer: 'dns',
  sharing: 'run',
  symptoms: [{ rule: 'here/resolver-rewrites' }],
  explains: [...connectionEchoes, ...conversationEchoes, ...foundAtAnyServer, { rule: 'blocklist/unusable' }],
  accountsFor: (finding: Finding, at) =>
    (finding.rule === 'blocklist/unusable' && textOf(finding, 'why') === 'rewritten') ||
    isAtInvented(finding, rewritten(at), victims(at)),
  ruledOut: (at) =>
    victims(at).length > 0 || at.view.all(addresses).every(({ outcome }) => outcome.status !== 'observed')
      ? []
      : stated(
          'invented addresses for the servers asked here (theirs are others)',
          ...at.view.all(addresses).map(({ id }) => id),
        ),
  summary(at) {
    const servers = enumerate([...new Set(at.findings.map((one) => textOf(one, 'server')))]);
    const hosts = victims(at).map(({ subject }) => subject.name);
    const found = `The resolver ${servers} answers ${enumerate(rewritten(at), 3)} for a name that cannot exist.`;
    return hosts.length === 0
      ? `${found} A mistyped server name looks real here, and block lists cannot be asked.`
      : `${found} ${enumerate(hosts)} ${hosts.length === 1 ? 'has' : 'have'} that same address here, so the name probably does not exist.`;
  },
  actions: (at) => [
    ...(victims(at).length === 0
      ? []
      : [
          {
            text: `Check the spelling of ${enumerate(victims(at).map(({ subject }) => subject.name))}: it is probably wrong.`,
          },
        ]),
    at.view.target.blacklist === undefined
      ? {
          text: 'Set a resolver that answers truthfully, and check again through it.',
          command: `${diagnoseCommand(at.view.target)} --resolver 9.9.9.9`,
        }
      : {
          // Public resolvers are refused by the lists that matter.
          text: 'Run a resolver of your own (unbound, for example), and ask the lists through it.',
          command: `${diagnoseCommand(at.view.target)} --resolver 127.0.0.1`,
        },
    {
      text: 'Switch off the provider’s "search help" or "navigation help", or the web filter that redirects unknown names.',
    },
  ],
  check: ({ view }) => diagnoseCommand(view.target),
});
