import type { Severity, View } from '../model/finding.ts';
import { here } from '../model/subject.ts';
import { controlPort } from '../probes/facts/here.ts';
import { connect } from '../probes/facts/mail.ts';

/** True when the port opens nowhere from here, the control hosts included, while other ports do. */
export function isBlockedHere(port: number, view: View): boolean {
  const control = view.value(controlPort, here);
  if (control?.port !== port || control.hosts.length === 0) return false;
  if (control.hosts.some(({ outcome }) => outcome !== 'timeout')) return false;
  const attempts = view.all(connect);
  const [onPort, onOthers] = [attempts.filter(isOn(port)), attempts.filter((one) => !isOn(port)(one))];
  return (
    onPort.some(({ outcome }) => outcome.status === 'failed' && outcome.failure.kind === 'timeout') &&
    !onPort.some(({ outcome }) => outcome.status === 'observed') &&
    // Something must get through from here, or it is the network as a whole; where records are asked for, they do.
    (view.target.records !== undefined || onOthers.some(({ outcome }) => outcome.status === 'observed'))
  );
}

const isOn =
  (port: number) =>
  ({ subject }: { readonly subject: { readonly port: number } }): boolean =>
    subject.port === port;

/**
 * How bad a blocked port is: an error where the user named it, a warning where only a domain was asked about, and a
 * notice for the owner of a mailbox. Most networks block port 25, which nobody's mail program needs.
 */
export function weightOfBlocked(port: number, view: View): { severity?: Severity } {
  const { servers, address, records } = view.target;
  // Who asks about records wants to hear of the domain, not of the network that this machine is in.
  if (records !== undefined) return { severity: 'notice' };
  if (servers.some((server) => server.port === port)) return {};
  return { severity: address === undefined ? 'warning' : 'notice' };
}
