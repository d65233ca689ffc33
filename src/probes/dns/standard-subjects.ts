import { type Service, service } from '../../model/subject.ts';
import type { Target } from '../../model/target.ts';
import { standardServices } from '../../protocols/ports.ts';

/** Every standard service of a host that a survey looks at; ManageSieve belongs to the mailbox, so it comes with IMAP. */
export function surveyed(name: string, target: Target): Service[] {
  if (!target.survey) return [];
  const wanted = (protocol: Service['protocol']): boolean =>
    target.protocols.includes(protocol) || (protocol === 'sieve' && target.protocols.includes('imap'));
  return standardServices
    .filter(({ protocol }) => wanted(protocol))
    .map(({ protocol, port, security }) => service(name, protocol, port, security));
}
