import { isUtf8 } from 'node:buffer';

/** UTF-8 when the bytes are valid, otherwise one character a byte. */
export const decodeText = (bytes: Buffer): string => bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');

/** The beginning of what a peer sent, without the line end behind it. */
export const excerpt = (bytes: Buffer): string => decodeText(bytes.subarray(0, 512)).replace(/[\r\n]+$/, '');
