import { readFileSync } from 'node:fs';
import { packageRoot } from '../version.ts';
import { exitCodes } from './exit-codes.ts';
import type { Shell } from './shell.ts';

/** `mailcheck schema`. */
export async function printSchema(shell: Shell): Promise<number> {
  await shell.stdout.write(readFileSync(new URL('docs/schema/report-1.json', packageRoot()), 'utf8'));
  return exitCodes.fine;
}
