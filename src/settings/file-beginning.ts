import { type FileHandle, open } from 'node:fs/promises';

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
export async function fileBeginning(path: string, most: number): Promise<FileBeginning> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stat = await handle.stat();
    if (stat.isDirectory()) return { unreadable: 'this is a folder' };
    const buffer = Buffer.alloc(most + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < buffer.length; size += read) {
      read = (await handle.read(buffer, size, buffer.length - size, null)).bytesRead;
    }
    const hasMode = process.platform !== 'win32' && stat.isFile();
    return { bytes: buffer.subarray(0, size), ...(hasMode ? { mode: stat.mode & 0o777 } : {}) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { unreadable: code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})` };
  } finally {
    await handle?.close();
  }
}
