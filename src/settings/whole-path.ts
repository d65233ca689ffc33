import { isAbsolute, join } from 'node:path';

/** Where a path leads that counts from a folder. An empty one leads nowhere. */
export const wholePath = (path: string, cwd: string): string =>
  path === '' || isAbsolute(path) ? path : join(cwd, path);
