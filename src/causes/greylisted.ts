import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { isTemporary, refusalOf } from './refusal.ts';
import { namedWait } from './said.ts';

export default defineCause({
  id: 'greylisted',
  title: 'The server puts off mail from strangers (greylisting)',
  layer: 'envelope',
  sharing: 'host',
  symptoms: refusedAs('greylisted'),
  expects: (at) => [
    {
      text: 'the refusal is a temporary one',
      state: at.findings.some(isTemporary) ? 'seen' : 'absent',
    },
  ],
  summary: (at) =>
    `${refusalOf(at)} Greylisting is a test of patience, not a refusal: a mail server tries again after some minutes and is let in.`,
  actions: (at) => [
    {
      text:
        namedWait(at) === ''
          ? 'Wait: mail sent by a proper mail server arrives 5 to 30 minutes late the first time, and at once later on.'
          : `Wait: the server lets a proper mail server in after ${namedWait(at)}, the time that it names, and at once later on.`,
    },
    { text: `Check again after ${namedWait(at) || 'ten minutes'} from the same address.` },
    {
      text: 'As administrator of a sending pool, send retries from the same address; as receiver, let known pools skip the test.',
    },
  ],
  check: envelopeCheck,
});
