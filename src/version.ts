import { existsSync, readFileSync } from 'node:fs';

declare const __MAILCHECK_BUILT_AT__: string | undefined;

/** The folder of the package: where package.json and docs are, whether run from sources or from the bundle. */
export function packageRoot(): URL {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/') folder = new URL('..', folder);
  return folder;
}

export const version = (): string =>
  (JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string }).version;

/** ISO 8601. A clock that shows an earlier time is wrong; unbundled sources only know the month of this release. */
export const builtAt = (): string =>
  typeof __MAILCHECK_BUILT_AT__ === 'string' ? __MAILCHECK_BUILT_AT__ : '2026-11-01T00:00:00.000Z';
