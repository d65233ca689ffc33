import type { Case } from '../model/cause.ts';
import { envelope } from '../probes/facts/mail.ts';
import { diagnoseCommand, serverCommand, userOf } from './command-line.ts';
import { isDelivery } from './test-message.ts';
import { textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

/**
 * The envelope once more, with a login where there was one, and with a message where one was refused;
 * otherwise the sending side of the diagnosis.
 */
export function envelopeCheck(at: Case): string {
  const [one] = endpointsOf(at);
  if (one?.protocol !== 'smtp') return diagnoseCommand(at.view.target);
  const trial = at.view.value(envelope, one);
  const { target } = at.view;
  const from = trial?.from ?? target.from;
  const to =
    at.findings.map((finding) => textOf(finding, 'to')).find((text) => text !== '') ??
    trial?.recipients[0]?.address ??
    target.to?.[0] ??
    target.address;
  if (from === undefined || to === undefined) return diagnoseCommand(at.view.target, 'send');
  const user = trial?.authenticated === true ? userOf(at.view) : undefined;
  return serverCommand(one, { from, to, user, send: at.findings.some(isDelivery) });
}
