import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A look at the TLS records of a socket, which Node hides: what came first, and whether it ended properly. */
export interface RecordTap {
  /** To be given to `tls.connect` in place of the socket. */
  readonly stream: Duplex;
  /** The first bytes received, at most 512. */
  readonly first: Buffer;
  /** The last record was, or could have been, the alert that ends a TLS stream (RFC 8446 section 6.1). */
  readonly endedByAlert: boolean;
}

const kept = 512;
const ALERT = 0x15;
const APPLICATION_DATA = 0x17;
/** A close_notify of TLS 1.3 travels as application data: two bytes, the inner type, and a tag of 16 or 8 bytes. */
const hiddenAlertLengths: readonly number[] = [19, 11];

export function tapRecords(socket: Socket): RecordTap {
  let first = Buffer.alloc(0);
  const header = Buffer.alloc(5);
  let headerFilled = 0;
  let bodyLeft = 0;
  let last = { type: 0, length: 0 };

  const observe = (chunk: Buffer): void => {
    if (first.length < kept) first = Buffer.concat([first, chunk.subarray(0, kept - first.length)]);
    for (let at = 0; at < chunk.length; ) {
      if (bodyLeft > 0) {
        const skipped = Math.min(bodyLeft, chunk.length - at);
        bodyLeft -= skipped;
        at += skipped;
        continue;
      }
      header[headerFilled++] = chunk[at++] as number;
      if (headerFilled < header.length) continue;
      headerFilled = 0;
      last = { type: header[0] as number, length: header.readUInt16BE(3) };
      bodyLeft = last.length;
    }
  };

  const stream = new Duplex({
    allowHalfOpen: true,
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    observe(chunk);
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => stream.push(null));
  socket.on('error', (error) => stream.destroy(error));
  socket.on('close', () => stream.destroy());
  return {
    stream,
    get first() {
      return first;
    },
    get endedByAlert() {
      if (bodyLeft > 0 || headerFilled > 0) return false;
      return last.type === ALERT || (last.type === APPLICATION_DATA && hiddenAlertLengths.includes(last.length));
    },
  };
}
