import { readFileSync } from 'node:fs';
import { nearest } from '../settings/nearest.ts';
import { packageRoot } from '../version.ts';
import { exitCodes } from './exit-codes.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

const schemas = ['report', 'profile', 'explained'];

/** `mailcheck schema [what]`. @throws UsageError for what has no schema */
export async function printSchema(what: string | undefined, shell: Shell): Promise<number> {
  const name = what ?? 'report';
  if (!schemas.includes(name)) {
    const near = nearest(name, schemas);
    throw new UsageError(
      `there is no schema of "${name}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
      `There are: ${schemas.join(', ')}`,
    );
  }
  await shell.stdout.write(readFileSync(new URL(`docs/schema/${name}-1.json`, packageRoot()), 'utf8'));
  return exitCodes.fine;
}
