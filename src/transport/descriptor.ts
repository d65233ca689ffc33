import { fstatSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { isatty } from 'node:tty';

/** Why nothing was read from a descriptor. */
export type DescriptorTrouble = 'terminal' | 'not-open' | 'too-long' | 'late';

/**
 * Reads the first line from a descriptor that the caller of the program has opened: a file, a pipe or a socket. Of bytes
 * at most so many are kept, and so many milliseconds waited.
 */
export async function readDescriptor(
  fd: number,
  { longest, ms }: { readonly longest: number; readonly ms: number },
): Promise<{ readonly text: string } | { readonly trouble: DescriptorTrouble }> {
  if (isatty(fd)) return { trouble: 'terminal' };
  const kind = kindOf(fd);
  if (kind === undefined) return { trouble: 'not-open' };
  if (kind === 'file') {
    const buffer = Buffer.alloc(longest + 1);
    const size = readSync(fd, buffer, 0, buffer.length, null);
    const text = buffer.toString('utf8', 0, size);
    return size > longest && !text.includes('\n') ? { trouble: 'too-long' } : { text };
  }
  return new Promise((resolve) => {
    const settle = (result: { readonly text: string } | { readonly trouble: DescriptorTrouble }) => {
      clearTimeout(timer);
      input.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => settle({ trouble: 'late' }), ms);
    // A read that blocks could not be given up, and the process would not end.
    const input = new Socket({ fd, readable: true, writable: false });
    let text = '';
    input.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) settle({ text });
      else if (text.length > longest) settle({ trouble: 'too-long' });
    });
    input.on('end', () => settle({ text }));
    input.on('error', () => settle({ trouble: 'not-open' }));
    input.resume();
  });
}

/** Undefined for what the caller cannot have opened to be read. */
function kindOf(fd: number): 'file' | 'stream' | undefined {
  try {
    const stat = fstatSync(fd);
    return stat.isFile() ? 'file' : stat.isFIFO() || stat.isSocket() ? 'stream' : undefined;
  } catch {
    return undefined;
  }
}
