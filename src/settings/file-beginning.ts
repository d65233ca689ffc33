import { type Input, openInput } from './input-chunks.ts';

/** The beginning of a file, or why there is none, for people. */
export type FileBeginning =
  | {
      readonly bytes: Buffer;
      /** Permission bits; undefined where there are none. */
      readonly mode?: number;
    }
  | { readonly unreadable: string };

/**
 * Reads a file that the user named, and no more of it than is of use. Of a pipe, what comes until its end.
 * @param most - bytes that are of use; one more is read, so that a file that is longer can be told
 */
export async function fileBeginning(path: string, most: number, signal?: AbortSignal): Promise<FileBeginning> {
  let input: Input | undefined;
  try {
    input = await openInput(path, signal);
    const { stat } = input;
    if (stat.isDirectory()) return { unreadable: 'this is a folder' };
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of input.chunks()) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > most) break;
    }
    const hasMode = process.platform !== 'win32' && stat.isFile();
    return { bytes: Buffer.concat(chunks).subarray(0, most + 1), ...(hasMode ? { mode: stat.mode & 0o777 } : {}) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { unreadable: whyNot[code ?? ''] ?? `it cannot be read (${code})` };
  } finally {
    await input?.close();
  }
}

const whyNot: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ABORT_ERR: 'it was not read to its end',
  ETIMEDOUT: 'nothing comes through this pipe',
};
