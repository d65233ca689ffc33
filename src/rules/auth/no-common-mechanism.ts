import { providerAt } from '../../knowledge/recognise-provider.ts';
import { providerArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import type { Protocol } from '../../model/subject.ts';
import { login, offer, securedOffer } from '../../probes/facts/mail.ts';

/** Login commands beside SASL. */
const commands: Partial<Record<Protocol, string>> = { imap: 'the LOGIN command', pop3: 'USER/PASS' };

export default defineRule({
  id: 'auth/no-common-mechanism',
  title: 'The server offers no login method that fits the credentials',
  severity: 'error',
  on: 'endpoint',
  reads: [login, offer, securedOffer],
  messages: { uncommon: '{host} offers only {offered} on port {port}, none of which fits the credentials.' },
  *check(at, view) {
    const failure = view.failure(login, at);
    if (failure?.kind !== 'withheld' || failure.reason !== 'no-common-mechanism') return;
    const last = view.value(securedOffer, at) === undefined ? offer : securedOffer;
    const offered = view.value(last, at);
    const command = offered?.plainLogin === true ? commands[at.protocol] : undefined;
    const names = [...(offered?.mechanisms ?? []), ...(command === undefined ? [] : [command])].join(', ');
    const { address, user, credentials } = view.target;
    // Where a password has no way in, the provider may say that none has.
    const known = credentials === 'access-token' ? undefined : providerAt(at, address ?? user);
    const provided = providerArgs('oauth-required', known);
    const args = { host: at.host, port: at.port, protocol: at.protocol, offered: names, ...provided };
    const because = [view.id(login, at), view.id(last, at)].filter((id) => id !== undefined);
    yield { message: 'uncommon', args, because };
  },
});
