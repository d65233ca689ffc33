import { defineRule } from '../../model/finding.ts';
import { hostPort } from '../../model/subject.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { endpointsAt, namesOf, publicationsOf } from '../published-servers.ts';

const mostNames = 5;

export default defineRule({
  id: 'settings/certificate-does-not-cover-host',
  title: 'Settings name a server by a name that its certificate lacks',
  severity: 'error',
  on: 'service',
  reads: [tlsSession],
  messages: {
    names:
      'Mail programs are sent to {server}, and its certificate is for {names}. Publish a name that it has, or add this one to it. Who says so: {source}.',
  },
  *check(at, view) {
    const wrong = endpointsAt(at, view).find((one) => view.value(tlsSession, one)?.nameMatches === false);
    const named = publicationsOf(at, view).map(({ answer }) => answer.source);
    if (wrong === undefined || named.length === 0) return;
    const names = view.value(tlsSession, wrong)?.chain[0]?.names.slice(0, mostNames).join(', ') ?? '';
    const server = hostPort(at.host, at.port);
    yield {
      message: 'names',
      args: { source: namesOf(named), server, names: names === '' ? 'no name at all' : names },
      because: [view.id(tlsSession, wrong)].flatMap((id) => id ?? []),
    };
  },
});
