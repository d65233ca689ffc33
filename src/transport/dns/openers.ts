import { connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Failed } from '../../model/failure.ts';
import type { Limits } from '../../model/limits.ts';
import type { Network } from '../../model/network.ts';
import type { CertificateView, TlsView } from '../../model/tls-view.ts';
import { inWords } from '../socket-failure.ts';
import { handshake } from '../tls.ts';
import { strictContextFor } from '../trust.ts';
import type { Release } from './asking.ts';
import type { ConnectionEvents, OpenConnection } from './connections.ts';
import { framedCarrier } from './framed.ts';
import { type HttpPlace, http2Carrier } from './http2.ts';

export interface Place {
  readonly ip: string;
  readonly port: number;
}

export interface TlsPlace extends Place {
  /** What the certificate must name: a host, or the address itself. */
  readonly host: string;
  readonly roots: Network['roots'];
  readonly limits: Limits;
}

export const overTcp =
  (place: Place): OpenConnection =>
  (events) =>
    reach(place, events, (socket) => events.opened(framedCarrier(socket, events.ended)));

/** Nothing is asked over TLS whose certificate is not verified (RFC 8310 section 5). */
export const overTls =
  (place: TlsPlace): OpenConnection =>
  (events) =>
    secured(place, [], events, (socket) => events.opened(framedCarrier(socket, events.ended)));

export const overHttps =
  (place: TlsPlace, http: HttpPlace): OpenConnection =>
  (events) =>
    secured(place, ['h2'], events, (socket) => {
      if (socket.alpnProtocol === 'h2') events.opened(http2Carrier(socket, http, events.ended));
      else events.ended('unreachable', 'the server does not speak HTTP/2');
    });

function reach({ ip, port }: Place, { ended }: ConnectionEvents, reached: (socket: Socket) => void): Release {
  const socket = connect({ host: ip, port, noDelay: true, autoSelectFamily: false });
  const fail = (): void => {
    socket.off('close', fail);
    ended('unreachable', 'no connection');
  };
  socket.on('error', fail).on('close', fail);
  socket.once('connect', () => {
    socket.off('error', fail).off('close', fail);
    reached(socket);
  });
  // Whoever waits for an answer keeps the process alive; an idle connection does not.
  socket.unref();
  return () => {
    socket.removeAllListeners().on('error', () => {});
    socket.destroy();
  };
}

function secured(
  place: TlsPlace,
  protocols: readonly string[],
  events: ConnectionEvents,
  done: (socket: TLSSocket) => void,
): Release {
  let secure: TLSSocket | undefined;
  let wanted = true;
  const close = reach(place, events, (plain) => {
    void shakeHands(plain, place, protocols).then((result) => {
      if (!wanted) return;
      if (typeof result === 'string') return events.ended('tls', result);
      secure = result;
      done(result);
    });
  });
  return () => {
    wanted = false;
    secure?.removeAllListeners().on('error', () => {});
    secure?.destroy();
    close();
  };
}

/** The secured socket, or why there is none. */
async function shakeHands(socket: Socket, place: TlsPlace, protocols: readonly string[]): Promise<TLSSocket | string> {
  const { host, roots, limits } = place;
  const context = strictContextFor(roots);
  try {
    const { socket: secure, view } = await handshake({
      socket,
      host,
      stage: 'dns',
      deadlineMs: limits.tlsMs,
      roots,
      context,
      protocols,
    });
    return view.verified ? secure : whyNotVerified(view, host);
  } catch (error) {
    if (error instanceof Failed) return inWords(error.failure);
    throw error;
  }
}

function whyNotVerified({ trust, nameMatches, chain }: TlsView, host: string): string {
  if (!trust.ok) return `certificate not trusted: ${trust.code}`;
  return nameMatches ? 'certificate not in its dates' : `certificate names ${namesOf(chain[0])}, not ${host}`;
}

const namesOf = (leaf: CertificateView | undefined): string =>
  [...(leaf?.names ?? []), ...(leaf?.ips ?? [])].slice(0, 5).join(', ') || 'nothing';
