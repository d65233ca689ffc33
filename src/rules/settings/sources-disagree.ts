import { defineRule } from '../../model/finding.ts';
import { originNames, type PublishedServer, serverTypes } from '../../model/settings.ts';
import { hostPort } from '../../model/subject.ts';
import { serviceRecords } from '../../probes/facts/dns.ts';
import * as facts from '../../probes/facts/settings.ts';
import { ownSources, type Publication, publications } from '../published-servers.ts';

const mostServers = 3;
const inWords: Readonly<Record<PublishedServer['security'], string>> = {
  tls: 'TLS',
  starttls: 'STARTTLS',
  none: 'no TLS',
};

const isSame = (a: PublishedServer, b: PublishedServer): boolean =>
  a.host === b.host && a.port === b.port && a.security === b.security;

const told = (of: readonly Publication[]): string =>
  of
    .slice(0, mostServers)
    .map(({ server: { host, port, security } }) => `${hostPort(host, port)} (${inWords[security]})`)
    .join(', ');

export default defineRule({
  id: 'settings/sources-disagree',
  title: 'Sources of settings name different servers',
  severity: 'notice',
  on: 'domain',
  reads: [
    serviceRecords,
    facts.tableByDomain,
    facts.pacc,
    facts.autoconfig,
    facts.wellKnown,
    facts.database,
    facts.autodiscover,
  ],
  messages: {
    servers: 'For {protocol}, mail programs get {servers} by {first}, but {others} by {other}.',
  },
  *check(_, view) {
    const all = publications(view).filter(({ answer }) => !answer.source.endsWith('-by-mx'));
    for (const type of serverTypes) {
      const named = all.filter(({ server }) => server.type === type);
      const places = [...new Set(named.map(({ answer }) => answer))];
      const [first, ...others] = places;
      if (first === undefined) continue;
      const of = (answer: Publication['answer']) => named.filter((one) => one.answer === answer);
      for (const other of others) {
        const [ours, theirs] = [of(first), of(other)];
        if (ours.some((one) => theirs.some(({ server }) => isSame(one.server, server)))) continue;
        const isOwn = [first, other].every(({ source }) => ownSources.includes(source));
        yield {
          message: 'servers',
          args: {
            protocol: type.toUpperCase(),
            first: originNames[first.source],
            servers: told(ours),
            other: originNames[other.source],
            others: told(theirs),
          },
          ...(isOwn ? { severity: 'warning' as const } : {}),
          because: [first, other].flatMap(({ fact }) => view.all(fact).map(({ id }) => id)),
        };
      }
    }
  },
});
