import type { Read } from './reading.ts';

/** Without what takes the square of a file's length. */
export const quick = { prettyErrors: false, uniqueKeys: false, logLevel: 'error' } as const;

/** What is nested too deep is not read. */
export const tooDeep: Read = {
  servers: [],
  remarks: [{ kind: 'invalid', line: 1, key: 'YAML', detail: 'it is nested too deeply' }],
};
