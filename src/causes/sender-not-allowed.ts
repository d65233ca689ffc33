import { defineCause } from '../model/cause.ts';
import { envelope } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { userOf } from './command-line.ts';
import { envelopeCheck } from './envelope-check.ts';
import { wasAuthenticated } from './needs-login.ts';
import { refusalOf } from './refusal.ts';
import { senderOf } from './sender-of.ts';
import { stated } from './statement.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'sender-not-allowed',
  title: 'This login may not send under this address',
  layer: 'envelope',
  sharing: 'run',
  symptoms: refusedAs('sender-not-allowed'),
  ruledOut: (at) =>
    stated(
      'a missing login (it was made and accepted)',
      ...endpointsOf(at)
        .filter((one) => wasAuthenticated(at.view, one))
        .map((one) => at.view.id(envelope, one)),
    ),
  summary(at) {
    const sender = senderOf(at);
    const user = userOf(at.view);
    const differs = sender !== '' && user !== undefined && user.toLowerCase() !== sender.toLowerCase();
    return `${refusalOf(at)}${differs ? ` The login is ${user}, the sender ${sender}.` : ''}`;
  },
  actions(at) {
    const user = userOf(at.view);
    return [
      {
        text: `Send under the address that belongs to the login${user?.includes('@') === true ? ` (${user})` : ''}: set it as From in the mail program.`,
      },
      {
        text: 'If the address is yours as well, add it to the account as an alias or verified identity, then try again after some minutes.',
      },
      { text: 'For a shared mailbox, have the administrator grant "send as" to this login.' },
      {
        text: 'As administrator of Postfix, see which login owns which sender.',
        command: 'postconf smtpd_sender_login_maps smtpd_sender_restrictions',
      },
    ];
  },
  check: envelopeCheck,
});
