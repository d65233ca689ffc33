import { isUtf8 } from 'node:buffer';

/** UTF-8 when the bytes are valid, otherwise one character a byte. */
export const decodeText = (bytes: Buffer): string => bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');

/**
 * A file that somebody saved, without its byte order mark. `wide`: it was UTF-16, as programs of Windows write.
 */
export function decodeFile(file: Uint8Array): { readonly text: string; readonly wide: boolean } {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') return { text: decodeText(bytes).replace(/^\ufeff/, ''), wide: false };
  return { text: new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(bytes), wide: true };
}

/** The beginning of what a peer sent, without the line end behind it. */
export const excerpt = (bytes: Buffer): string => decodeText(bytes.subarray(0, 512)).replace(/[\r\n]+$/, '');
