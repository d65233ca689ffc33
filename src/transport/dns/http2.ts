import { connect, constants } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { DnsTrouble } from '../../model/failure.ts';
import type { Carrier, ConnectionEvents } from './connections.ts';
import { answersTo } from './question.ts';

/** Where questions are posted to: host and port as a URL has them, and the path. */
export interface HttpPlace {
  readonly authority: string;
  readonly path: string;
}

const mediaType = 'application/dns-message';
const maxBody = 65_535;

/** Questions POSTed with id 0, side by side over one HTTP/2 connection (RFC 8484 section 4.1). */
export function http2Carrier(
  socket: TLSSocket,
  { authority, path }: HttpPlace,
  ended: ConnectionEvents['ended'],
): Carrier {
  const session = connect(`https://${authority}`, { createConnection: () => socket });
  session.on('error', () => {});
  const over = (): void => ended('unreachable', 'connection closed');
  session.once('goaway', over).once('close', over);
  session.unref();
  return {
    ask({ question, answered, failed }) {
      // It is over, and about to say so.
      if (session.closed || session.destroyed) return () => {};
      const stream = session.request({
        ':method': 'POST',
        ':authority': authority,
        ':path': path,
        'content-type': mediaType,
        'content-length': question.length,
        accept: mediaType,
      });
      question.writeUInt16BE(0, 0);
      const parts: Buffer[] = [];
      let size = 0;
      let status = 0;
      stream.on('response', (headers) => {
        status = Number(headers[':status']);
      });
      stream.on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > maxBody) stream.close(constants.NGHTTP2_CANCEL);
      });
      stream.on('error', () => {});
      stream.once('close', () => {
        const message = Buffer.concat(parts);
        if (status === 200 && size <= maxBody && answersTo(question, message)) answered(message);
        else if (status !== 0 && status !== 200) failed(troubleOfStatus(status), `HTTP ${status}`);
        // When the whole connection is over, that is told once, above.
        else if (!session.closed) failed('malformed', 'malformed reply');
      });
      stream.end(question);
      return () => {
        stream.removeAllListeners('close').close(constants.NGHTTP2_CANCEL);
      };
    },
  };
}

/** A resolver behind HTTP refuses by 401, 403 and 429; what else is not 200 is none, or a broken one. */
const troubleOfStatus = (status: number): DnsTrouble => ([401, 403, 429].includes(status) ? 'refused' : 'malformed');
