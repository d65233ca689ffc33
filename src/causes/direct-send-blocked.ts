import { type Case, defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { removals, valuesOf } from './listings.ts';
import { refusalOf } from './refusal.ts';
import { namedLists } from './said.ts';
import { textOf } from './text-of.ts';

const listed = (at: Case) => at.findings.filter(({ rule }) => rule === 'blocklist/policy-listed');
const refused = (at: Case) => at.findings.filter(({ rule }) => rule !== 'blocklist/policy-listed');
/** Nobody said what the address is for, and it was found by no name. */
const isUncertain = (at: Case): boolean => listed(at).some((one) => textOf(one, 'role') === 'unknown');

export default defineCause({
  id: 'direct-send-blocked',
  title: 'This address may not send mail directly',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [...refusedAs('direct-send-blocked'), { rule: 'blocklist/policy-listed' }],
  /** On a policy list is where an address belongs that sends no mail. */
  excluded: (at) => refused(at).length === 0 && listed(at).every(({ severity }) => severity === 'notice'),
  summary(at) {
    const sentences = [];
    if (refused(at).length > 0) sentences.push(refusalOf(at, ({ rule }) => rule !== 'blocklist/policy-listed'));
    if (listed(at).length > 0) {
      const ips = valuesOf(listed(at), 'ip');
      sentences.push(
        `${enumerate(ips)} ${ips.length === 1 ? 'is' : 'are'} listed at ${enumerate(valuesOf(listed(at), 'zone'))} as not meant to send mail directly, as home, mobile and dynamic addresses are. That is no accusation.`,
      );
      if (isUncertain(at)) {
        sentences.push(
          'Normal and harmless for a client or a home line; for a mail server expect 550 or 554 from most receivers.',
        );
      }
    }
    return sentences.join(' ');
  },
  actions: (at) => [
    {
      text: `${isUncertain(at) ? 'From a client or a home line: send' : 'Send'} through the provider’s submission server on 465 or 587 with a login, not straight to the recipient’s server.`,
    },
    {
      text: 'On an own mail server, relay through a smarthost; its login goes into smtp_sasl_password_maps.',
      command: "postconf -e 'relayhost=[smtp.example.org]:587' && systemctl reload postfix",
    },
    {
      text: 'If the address is a fixed one of a real mail server, have its owner set a PTR record and take it off the list.',
    },
    ...removals(listed(at)),
    ...(listed(at).length > 0 ? [] : namedLists(refused(at))),
  ],
  check: ({ view }) => diagnoseCommand(view.target, 'send'),
});
