import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand, minuteOf } from './command-line.ts';
import { reachedSecurely } from './logins.ts';
import { isTemporary, refusalOf } from './refusal.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'server-error',
  title: 'The server has trouble of its own',
  layer: 'protocol',
  sharing: 'host',
  symptoms: refusedAs('server-error'),
  ruledOut: reachedSecurely,
  summary: (at) =>
    `${refusalOf(at)} The server reports a fault of its own${at.findings.some(isTemporary) ? ' and asks to try later' : ''}; whether the settings and the password are right is not known.`,
  actions(at) {
    const unit = endpointsOf(at)[0]?.protocol === 'smtp' ? "'postfix*'" : 'dovecot';
    return [
      {
        text: 'Leave the settings as they are, and try again in 15 minutes; see the provider’s status page meanwhile.',
      },
      {
        text: `If it stays, send the provider the reply above and the time, ${minuteOf(at.view)}: with both it finds the cause in its log.`,
      },
      {
        text: 'As administrator, read the log of that minute, then check disk space, memory and the user database behind the login.',
        command: `journalctl -u ${unit} --since -15min; df -h`,
      },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
