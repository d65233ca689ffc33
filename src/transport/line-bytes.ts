const CRLF = Buffer.from('\r\n');

/**
 * A line as it is written: UTF-8 and CRLF. CR, LF or NUL inside would be a second command, so they are refused in the
 * bytes that leave, not in the text: other encodings turn harmless characters into them.
 * The text is never part of the error.
 */
export function lineBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.some((byte) => byte === 0x0d || byte === 0x0a || byte === 0)) {
    throw new TypeError('a line to be sent holds CR, LF or NUL');
  }
  return Buffer.concat([bytes, CRLF]);
}
