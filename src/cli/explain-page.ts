import type { Options } from '../commands/options.ts';
import { explain, explainIds, topics } from '../explain.ts';
import { colorLevel } from './color.ts';
import { exitCodes } from './exit-codes.ts';
import { nearest } from './nearest.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** `mailcheck explain [id]`. @throws UsageError for an id that is none */
export async function explainPage(id: string | undefined, options: Options, shell: Shell): Promise<number> {
  const bold = colorLevel(shell.stdoutStream, { ...options, env: shell.env }) > 0;
  if (id === undefined) {
    const widest = Math.max(...explainIds().map((one) => one.length));
    const lines = topics().map((one) => `${one.id.padEnd(widest)}  ${one.title}`);
    await shell.stdout.write(`${lines.join('\n')}\n`);
    return exitCodes.fine;
  }
  const found = explain(id);
  if (found === undefined) {
    const near = nearest(id, explainIds());
    throw new UsageError(
      `nothing is known about "${id}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
      'All ids: mailcheck explain',
    );
  }
  // Pages are Markdown and read well as they are; only headings stand out.
  const page = bold ? found.page.replace(/^#+ (.*)$/gm, '\x1b[1m$1\x1b[22m') : found.page;
  await shell.stdout.write(page);
  return exitCodes.fine;
}
