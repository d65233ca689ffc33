import type { Options } from '../commands/options.ts';
import { renderPublished, renderPublishedJson } from '../report/published.ts';
import { publishedIn, settingsInFile } from '../settings/published-file.ts';
import { colorLevel } from './color.ts';
import { exitCodes } from './exit-codes.ts';
import { planOutputs } from './outputs.ts';
import { writePrivateFile } from './private-file.ts';
import { readWhole } from './read-whole.ts';
import type { Shell } from './shell.ts';
import { usable } from './usable.ts';

const widest = 100;
const narrowest = 40;
const example = 'curl https://autoconfig.example.org/mail/config-v1.1.xml | mailcheck discover --from -';

/** `mailcheck discover --from FILE`. @throws UsageError for a file that holds no settings */
export async function showPublished(
  file: string,
  whose: string | undefined,
  options: Options,
  shell: Shell,
): Promise<number> {
  const outputs = await planOutputs(options, shell.cwd);
  const read =
    file === '-' ? publishedIn(await readWhole(file, example, shell), file, whose) : settingsInFile(file, whose, shell);
  const { settings, ...whom } = usable(await read);
  const about = { source: file, ...whom };
  const rendered = (format: string, style: Parameters<typeof renderPublished>[2]): string =>
    format === 'text'
      ? renderPublished(settings, file === '-' ? 'standard input' : file, style)
      : renderPublishedJson(settings, about, format === 'json' ? 2 : undefined);
  for (const { format, file: place } of outputs.files) {
    await writePrivateFile(
      { option: `--format ${format}=`, path: place, cwd: shell.cwd },
      rendered(format, { width: widest }),
    );
  }
  if (outputs.stdout === undefined) return exitCodes.fine;
  const color = colorLevel(shell.stdoutStream, { ...options, env: shell.env });
  const width = Math.min(widest, Math.max(narrowest, shell.stdoutStream.columns ?? 80));
  await shell.stdout.write(rendered(outputs.stdout, { color, width }));
  return exitCodes.fine;
}
