import type { ConfigurationFormat } from '../../model/configuration.ts';
import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';

/**
 * Bits that a program takes no file of a user with. msmtp 1.8 looks at them only where the secret stands in the file;
 * fetchmail 6 wants 0700 at most; aerc minds who may read (accounts.conf).
 */
const refused: Partial<Record<ConfigurationFormat, number>> = { msmtp: 0o077, fetchmail: 0o077, aerc: 0o044 };

export default defineRule({
  id: 'lint/file-refused',
  title: 'The client refuses a file that others can read',
  severity: 'error',
  on: 'file',
  reads: [configuration],
  messages: { refused: '{client} does not read this file, because others can (mode {mode}): chmod 600 it.' },
  *check(at, view) {
    const read = view.value(configuration, at);
    if (read?.mode === undefined || at.path.startsWith('/etc/')) return;
    const bits = refused[read.format];
    if (bits === undefined || (read.mode & bits) === 0) return;
    if (read.format === 'msmtp' && !read.servers.some(({ secret }) => secret?.value === 'literal')) return;
    const mode = (read.mode & 0o777).toString(8).padStart(4, '0');
    yield { message: 'refused', args: { client: read.title, mode }, line: 1 };
  },
});
