import { type Case, defineCause } from '../model/cause.ts';
import type { ObservationId } from '../model/evidence.ts';
import { offer, securedOffer } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { endpointsOf } from './where.ts';

/** What mailcheck sends is shorter than this: a refusal under a higher limit is not about its size alone. */
const testMessageBytes = 2_000;

/** The limit that a server of the case announces (RFC 1870), in bytes. */
function limitOf(at: Case): { readonly bytes: number; readonly id: ObservationId | undefined } | undefined {
  for (const one of endpointsOf(at)) {
    for (const fact of [securedOffer, offer]) {
      const size = at.view.value(fact, one)?.keywords.find(({ name }) => name === 'SIZE')?.args;
      if (size !== undefined && /^[1-9]\d{0,14}$/.test(size)) {
        return { bytes: Number(size), id: at.view.id(fact, one) };
      }
    }
  }
  return undefined;
}

const readable = (bytes: number): string =>
  bytes < 10_000 ? `${bytes} bytes` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1e6)} MB`;

/** A limit below any real message. */
const isMistaken = (at: Case): boolean => (limitOf(at)?.bytes ?? testMessageBytes) < testMessageBytes;

export default defineCause({
  id: 'message-too-large',
  title: 'The message is too large',
  layer: 'message',
  sharing: 'host',
  symptoms: refusedAs('message-too-large'),
  ruledOut: (at) =>
    isMistaken(at)
      ? stated('a message that is really large (the limit is below that of any message)', limitOf(at)?.id)
      : [],
  summary(at) {
    const limit = limitOf(at);
    const announced = limit === undefined ? '' : ` The server announces a limit of ${readable(limit.bytes)}.`;
    return `${refusalOf(at)}${announced}${isMistaken(at) ? ' That is no limit, but a slip in its configuration.' : ' A file grows by a third when it is attached.'}`;
  },
  actions: (at) => [
    ...(isMistaken(at)
      ? []
      : [
          {
            text: 'Send a link to the file instead of the file, or shrink pictures before they are attached; 20 MB pass nearly everywhere, at many servers 10.',
          },
          { text: 'Or split it over several messages, each well below the limit.' },
        ]),
    {
      text: 'As administrator, see the limits; they are in bytes, the smallest one on the way counts, and a mailbox may have one of its own.',
      command: 'postconf message_size_limit mailbox_size_limit virtual_mailbox_limit',
    },
  ],
  check: envelopeCheck,
});
