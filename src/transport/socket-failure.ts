import type { Failure, Stage } from '../model/failure.ts';
import { replyLine } from '../model/reply.ts';
import { tlsReason } from './tls-failure.ts';

/** The code of a system or TLS error; the message is never used, since a peer can put its own text there. */
export const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
};

/** What the kernel or OpenSSL reported, as a failure of `stage`. `afterMs`: time spent waiting. */
export function socketFailure(stage: Stage, code: string, afterMs: number): Failure {
  switch (code) {
    case 'ECONNREFUSED':
      return { kind: 'refused', stage, code };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return { kind: 'reset', stage, code };
    case 'ETIMEDOUT':
      return { kind: 'timeout', stage, afterMs: Math.round(afterMs) };
  }
  if (code.startsWith('ERR_SSL_')) return { kind: 'tls', stage, reason: tlsReason(code), code };
  // Everything else that connect(2) reports is about the way there: EHOSTUNREACH, ENETUNREACH, EACCES, EADDRNOTAVAIL.
  return { kind: stage === 'connect' ? 'unreachable' : 'closed', stage, code };
}

/** A failure in words, for the transcript. */
export function inWords(failure: Failure): string {
  switch (failure.kind) {
    case 'timeout':
      return `no answer within ${seconds(failure.afterMs)}`;
    case 'refused':
      return 'refused';
    case 'unreachable':
      return `unreachable (${failure.code ?? 'no route'})`;
    case 'reset':
      return 'connection reset';
    case 'closed':
      return failure.code === 'ABORTED' ? 'given up by mailcheck' : 'connection closed by the server';
    case 'tls':
      return `TLS failed: ${failure.reason} (${failure.code})`;
    case 'violation':
      return `session ended: ${failure.violation}`;
    case 'rejected':
      return `rejected: ${replyLine(failure.reply)}`;
    default:
      return failure.kind;
  }
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`);
