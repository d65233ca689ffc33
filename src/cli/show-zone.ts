import { type Evidence, proposeRecords, type Report, render, renderZone } from '../index.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** `--generate`: the records to standard output, the verdict on the present ones to standard error. @throws UsageError */
export async function showZone(evidence: Evidence, report: Report, shell: Shell): Promise<void> {
  if (evidence.target.records === undefined) {
    throw new UsageError(
      '--generate: the evidence is not of a domain’s records.',
      'Name a file that mailcheck dns has saved.',
    );
  }
  await shell.stdout.write(renderZone(proposeRecords(evidence)));
  const text = render(report, 'text');
  shell.say(text.slice(0, text.indexOf('\n')));
}
