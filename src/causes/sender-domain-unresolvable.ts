import { type Case, defineCause } from '../model/cause.ts';
import type { ObservationId } from '../model/evidence.ts';
import { domain } from '../model/subject.ts';
import { mailExchangers } from '../probes/facts/dns.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { domainOf, senderOf } from './sender-of.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';

/** Where mail to the sender’s domain goes, as this run saw it. */
function ownView(at: Case): { readonly exchange: string; readonly id: ObservationId | undefined } | undefined {
  const name = domainOf(senderOf(at));
  if (name === '') return undefined;
  const [first] = at.view.value(mailExchangers, domain(name))?.records ?? [];
  return first === undefined ? undefined : { exchange: first.exchange, id: at.view.id(mailExchangers, domain(name)) };
}

export default defineCause({
  id: 'sender-domain-unresolvable',
  title: 'The sender’s domain or address cannot be verified',
  layer: 'dns',
  sharing: 'host',
  symptoms: refusedAs('sender-domain-unresolvable'),
  ruledOut(at) {
    const seen = ownView(at);
    return seen === undefined ? [] : stated(`a domain without an MX record (it names ${seen.exchange})`, seen.id);
  },
  summary: (at) =>
    `${refusalOf(at)} Before it takes mail, the server looks whether an answer could reach the sender, and found no way.${ownView(at) === undefined ? '' : ' This machine does find the domain, so the fault may lie with the resolver of that server.'}`,
  actions(at) {
    const name = domainOf(senderOf(at));
    const word = hostWord(name === '' ? 'example.org' : name, 'DOMAIN');
    return [
      {
        text: 'Check the sender’s address in the mail program or script, letter by letter: the part behind the @ must be a domain that receives mail, not the name of a machine.',
      },
      {
        text: 'As administrator of the domain, see what others see, and publish an MX record or an address for it.',
        command: `dig +short MX ${word}; dig +short A ${word}`,
      },
      {
        text: 'If the address itself is in doubt (sender verification), create its mailbox or alias, and let your MX answer RCPT for it without delay and without greylisting.',
      },
      {
        text: 'As administrator of the server that refuses, ask the resolver that it uses, on that machine.',
        command: `dig MX ${word}; postconf smtpd_sender_restrictions`,
      },
    ];
  },
  check: envelopeCheck,
});
