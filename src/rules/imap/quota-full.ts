import { defineRule } from '../../model/finding.ts';
import { folders } from '../../probes/facts/mail.ts';

/** Per cent. Delivery stops at 100; at 90 a person still has time to act. */
const full = 100;
const nearly = 90;
const limits = ['STORAGE', 'MESSAGE'];

export default defineRule({
  id: 'imap/quota-full',
  title: 'The mailbox is full',
  severity: 'error',
  on: 'endpoint',
  reads: [folders],
  messages: {
    full: 'The mailbox is {percent} % full ({used} of {limit}): new mail is refused.',
    nearly: 'The mailbox is {percent} % full ({used} of {limit}).',
  },
  *check(at, view) {
    // Other resources limit folders or annotations, not mail (RFC 9208 5).
    const quota = (view.value(folders, at)?.quota ?? []).filter(({ resource }) => limits.includes(resource));
    const ratio = ({ used, limit }: { used: number; limit: number }) => (limit > 0 ? used / limit : 0);
    const [worst] = [...quota].sort((a, b) => ratio(b) - ratio(a));
    if (worst === undefined) return;
    const percent = Math.floor(ratio(worst) * 100);
    if (percent < nearly) return;
    const amount = (units: number) => (worst.resource === 'STORAGE' ? inBytes(units) : `${units} messages`);
    const args = {
      host: at.host,
      port: at.port,
      percent,
      used: amount(worst.used),
      limit: amount(worst.limit),
      resource: worst.resource,
    };
    if (percent >= full) yield { message: 'full', args };
    else yield { message: 'nearly', args, severity: 'warning' };
  },
});

/** STORAGE counts units of 1024 octets (RFC 9208 5.1). */
function inBytes(kib: number): string {
  if (kib < 1024) return `${kib} KiB`;
  if (kib < 1024 * 1024) return `${(kib / 1024).toFixed(1)} MiB`;
  return `${(kib / 1024 / 1024).toFixed(1)} GiB`;
}
