import { type Case, defineCause } from '../model/cause.ts';
import type { Endpoint } from '../model/subject.ts';
import { tlsSession } from '../probes/facts/mail.ts';
import { dnsCommand } from './command-line.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf, whereOf } from './where.ts';

const shown = (at: Case, one: Endpoint) => at.view.value(tlsSession, one)?.chain[0];

export default defineCause({
  id: 'dane-mismatch',
  title: 'The TLSA records do not fit the certificate',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'dane/mismatch' }],
  ruledOut(at) {
    const verified = endpointsOf(at).filter((one) => at.view.value(tlsSession, one)?.verified === true);
    return stated(
      'a bad certificate (it is valid and names the host)',
      ...verified.map((one) => at.view.id(tlsSession, one)),
    );
  },
  summary(at) {
    const proved = at.first.message !== 'unproved';
    const effect = proved
      ? 'Senders that use DANE (Microsoft, Postfix, many in Germany and the Netherlands) do not deliver; the mail is returned after some days.'
      : 'If the zone is signed, senders that use DANE do not deliver.';
    return `${whereOf(at)} shows a certificate that none of the TLSA records at ${textOf(at.first, 'name')} (${textOf(at.first, 'records')}) fits. ${effect}`;
  },
  actions(at) {
    const [one] = endpointsOf(at);
    const key = one === undefined ? undefined : shown(at, one)?.digests?.key.sha256;
    const name = textOf(at.first, 'name');
    return [
      key === undefined
        ? { text: `Publish at ${name} the SHA-256 of the key that the server shows, as "3 1 1".` }
        : { text: `If this is the right certificate, publish: ${name}. IN TLSA 3 1 1 ${key}` },
      {
        text: 'At each renewal keep the key (certbot --reuse-key), or publish the record of the new key two days before the server uses it.',
        command: `dig +short TLSA ${hostWord(name, 'NAME')}`,
      },
      { text: 'If nobody looks after them, take the TLSA records away: without them mail is delivered as before.' },
    ];
  },
  check: ({ view }) => dnsCommand(view.target),
});
