import { meaningOf } from '../../knowledge/replies.ts';
import { defineRule, type Seen } from '../../model/finding.ts';
import { hostPort } from '../../model/subject.ts';
import { type Login, login } from '../../probes/facts/mail.ts';

/** Refusals that say nothing of the name and password. */
const besideThem = ['server-error', 'too-many-connections', 'rate-limited', 'mailbox-in-use', 'tls-required'];

export default defineRule({
  id: 'auth/protocols-disagree',
  title: 'One server takes the name and password, and another does not',
  severity: 'notice',
  on: 'here',
  reads: [login],
  messages: { disagree: 'The same name and password are accepted by {accepted} and rejected by {rejected}.' },
  *check(_, view) {
    const logins = view.all(login);
    const accepted = logins.filter(({ outcome }) => outcome.status === 'observed');
    const rejected = logins.filter(isTurnedDown);
    if (accepted.length === 0 || rejected.length === 0) return;
    const names = (list: typeof logins) =>
      [...new Set(list.map(({ subject }) => `${subject.protocol} ${hostPort(subject.host, subject.port)}`))].join(', ');
    yield {
      message: 'disagree',
      args: { accepted: names(accepted), rejected: names(rejected) },
      because: [...accepted, ...rejected].map(({ id }) => id),
    };
  },
});

const isTurnedDown = ({ outcome }: Seen<Login, 'endpoint'>): boolean =>
  outcome.status === 'failed' &&
  outcome.failure.kind === 'rejected' &&
  !besideThem.includes(meaningOf(outcome.failure.reply, outcome.failure.stage));
