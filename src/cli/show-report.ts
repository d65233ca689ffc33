import type { Options } from '../commands/options.ts';
import type { Format } from '../commands/values.ts';
import { type Report, render } from '../index.ts';
import { eventLine, renderHeadline, type Style } from '../report/format.ts';
import { redactKnown } from '../settings/known-secrets.ts';
import type { ColorLevel } from './color.ts';
import type { Outputs } from './outputs.ts';
import { writePrivateFile } from './private-file.ts';
import type { Shell } from './shell.ts';

/** Wider lines are hard to read; narrower ones break tables. */
const widest = 100;
const narrowest = 40;

/**
 * Writes a report to every place that was asked for: files first, because they stay when nobody reads the screen.
 * `streamed`: its events went to standard output already. @throws UsageError when a file cannot be written
 */
export async function showReport(
  report: Report,
  outputs: Outputs,
  { options, shell, color, streamed }: { options: Options; shell: Shell; color: ColorLevel; streamed: boolean },
): Promise<void> {
  // The last resort: whatever leaves is searched for the values of secrets once more.
  const safe = (text: string): string => redactKnown(text, shell.secrets);
  const transcript = options.transcript === true;
  const verbose = options.verbose === true;
  for (const { format, file } of outputs.files) {
    const style = { color: 0, width: widest, transcript, verbose } as const;
    await writePrivateFile(
      { option: `--format ${format}=`, path: file, cwd: shell.cwd },
      safe(rendered(report, format, style, false)),
    );
  }
  const format = outputs.stdout;
  if (format === undefined) return;
  const width = Math.min(widest, Math.max(narrowest, shell.stdoutStream.columns ?? 80));
  const quiet = options.quiet === true && format === 'text';
  const text = quiet
    ? renderHeadline(report, color)
    : rendered(report, format, { color, width, transcript, verbose }, streamed);
  await shell.stdout.write(safe(text));
}

function rendered(report: Report, format: Format, style: Style, streamed: boolean): string {
  const events = format === 'ndjson' && !streamed ? report.evidence : [];
  const lines = events.map((observation) => eventLine({ type: 'observed', observation }, report.target) ?? '');
  return lines.join('') + render(report, format, style);
}
