import { isIP, type Socket } from 'node:net';
import tls from 'node:tls';
import { Failed, type Stage } from '../model/failure.ts';
import type { Network } from '../model/network.ts';
import type { CertificateView, TlsView } from '../model/tls-view.ts';
import { weaknessOf } from '../protocols/certificate-weakness.ts';
import { certificateView, chainOf, nameMatches } from '../protocols/x509.ts';
import { excerpt } from './decode.ts';
import { tapRecords } from './record-tap.ts';
import { codeOf } from './socket-failure.ts';
import { looksLikeTls, tlsReason } from './tls-failure.ts';
import { judgeTrust, secureContextFor } from './trust.ts';

export interface Secured {
  readonly socket: tls.TLSSocket;
  readonly view: TlsView;
  /** False when the stream ended without the alert that RFC 8446 section 6.1 demands. */
  readonly endedByAlert: () => boolean;
}

export interface HandshakeOptions {
  readonly socket: Socket;
  readonly host: string;
  readonly stage: Stage;
  readonly deadlineMs: number;
  readonly roots: Network['roots'];
  readonly context?: tls.SecureContext;
  /** Offered by ALPN, best first. */
  readonly protocols?: readonly string[];
}

/** Shakes hands and judges the certificate; never refuses one. Throws `Failed`. */
export function handshake(options: HandshakeOptions): Promise<Secured> {
  const { host, stage, deadlineMs, roots } = options;
  const context = options.context ?? secureContextFor(roots);
  const tap = tapRecords(options.socket);
  const socket = tls.connect({
    socket: tap.stream,
    host,
    // RFC 6066 section 3: literal addresses are not permitted as server names.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secureContext: context,
    ...(options.protocols === undefined ? {} : { ALPNProtocols: [...options.protocols] }),
    // The environment can turn verification off, so Node's verdict is read and never acted upon.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  return new Promise((resolve, reject) => {
    const fail = (failed: Failed): void => {
      settle();
      socket.on('error', () => {});
      socket.destroy();
      options.socket.destroy();
      reject(failed);
    };
    const onCode = (code: string): void => {
      const plain = !looksLikeTls(tap.first);
      const reason = plain ? 'not-tls' : tlsReason(code);
      const received = reason === 'not-tls' && tap.first.length > 0 ? { received: excerpt(tap.first) } : {};
      fail(new Failed({ kind: 'tls', stage, reason, code, ...received }));
    };
    const onError = (error: Error): void => onCode(codeOf(error));
    const onClose = (): void => onCode('CLOSED');
    const onSecure = (): void => {
      try {
        const view = judge(socket, host, roots);
        settle();
        resolve({ socket, view, endedByAlert: () => tap.endedByAlert });
      } catch (error) {
        // OpenSSL let a certificate pass that cannot be read in full.
        onCode(codeOf(error));
      }
    };
    const timer = setTimeout(() => fail(new Failed({ kind: 'timeout', stage, afterMs: deadlineMs })), deadlineMs);
    const settle = (): void => {
      clearTimeout(timer);
      socket.off('error', onError).off('close', onClose).off('secureConnect', onSecure);
    };
    socket.on('error', onError).on('close', onClose).on('secureConnect', onSecure);
  });
}

const dateCodes: readonly string[] = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

/** Trust, dates and name as verdicts of their own: Node reports only one fault. */
function judge(socket: tls.TLSSocket, host: string, roots: Network['roots']): TlsView {
  const presented = chainOf(socket.getPeerCertificate(true));
  const chain = presented.map((certificate) => certificateView(certificate));
  const code = verifyCode(socket);
  const aboutDates = code !== undefined && dateCodes.includes(code);
  const trust: TlsView['trust'] =
    code === undefined
      ? { ok: true }
      : aboutDates
        ? judgeTrust(
            presented.map(({ raw }) => raw),
            roots,
          )
        : { ok: false, code };
  // A path that OpenSSL accepts may leave out an expired cross-signed certificate that was sent as well.
  const inDate = code === undefined || (!aboutDates && chain.every(isInDate));
  const leaf = chain[0];
  const named = leaf !== undefined && nameMatches(leaf, host);
  const keyExchange = keyExchangeOf(socket);
  return {
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName ?? socket.getCipher().name,
    ...(isIP(host) === 0 ? { serverName: host } : {}),
    chain,
    trust,
    nameMatches: named,
    inDate,
    verified: trust.ok && named && inDate && weaknessOf(chain) === undefined,
    ...(keyExchange === undefined ? {} : { keyExchange }),
  };
}

/** OpenSSL's verdict on the chain. Older Node gives the code as text, newer as an error. */
function verifyCode(socket: tls.TLSSocket): string | undefined {
  if (socket.authorized) return undefined;
  const error: unknown = socket.authorizationError;
  return typeof error === 'string' ? error : codeOf(error);
}

const isInDate = (certificate: CertificateView): boolean => {
  const now = Date.now();
  return Date.parse(certificate.notBefore) <= now && now <= Date.parse(certificate.notAfter);
};

/** Node 22 gives nothing for hybrid groups. */
function keyExchangeOf(socket: tls.TLSSocket): string | undefined {
  const info = (socket.getEphemeralKeyInfo() ?? {}) as { type?: string; name?: string; size?: number };
  if (info.name !== undefined) return info.name;
  return info.type === undefined ? undefined : `${info.type} ${info.size ?? ''}`.trim();
}
