import net, { type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { Failed, type Failure } from '../model/failure.ts';
import type { Limits } from '../model/limits.ts';
import type { Network } from '../model/network.ts';
import type { Redactor } from '../model/redactor.ts';
import type { Dialer, DialOptions } from '../model/session.ts';
import { hostPort } from '../model/subject.ts';
import { createSession } from './session.ts';
import { codeOf, inWords, socketFailure } from './socket-failure.ts';
import { createTranscript } from './transcript.ts';

export interface DialerOptions {
  readonly network: Network;
  readonly limits: Limits;
  readonly redactor: Redactor;
  /** Instead of the one made from `network.roots`; its `ca` must be those roots. */
  readonly secureContext?: SecureContext;
}

/** Opens TCP connections where the network's routes lead. */
export const createDialer = (dialer: DialerOptions): Dialer => ({
  async connect(options) {
    const transcript = createTranscript(options.journal, dialer.redactor, () => false);
    const place = hostPort(options.ip, options.port);
    const startedAt = performance.now();
    options.journal.connection();
    options.journal.roundTrip();
    const result = await reach(dialer, options);
    if ('failure' in result) {
      transcript.remark(`connect to ${place}: ${inWords(result.failure)}`, false);
      throw new Failed(result.failure);
    }
    transcript.remark(`connected to ${place} in ${Math.round(performance.now() - startedAt)} ms`);
    return createSession(result.socket, { ...options, ...dialer });
  },
});

export type Reached = { readonly socket: Socket } | { readonly failure: Failure };

/** Codes of connect(2) for routes that lead nowhere; a silent one runs into the deadline. */
const simulated = { refused: 'ECONNREFUSED', unreachable: 'EHOSTUNREACH', silent: undefined } as const;

/** A TCP connection to where the route leads, within the deadline for connecting. Nothing is said. */
export function reach(
  { network, limits }: Pick<DialerOptions, 'network' | 'limits'>,
  { ip, port, signal }: DialOptions,
): Promise<Reached> {
  const route = network.route(ip, port, 'tcp');
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let socket: Socket | undefined;
    const settle = (result: Reached): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket?.off('error', onError);
      if ('failure' in result) socket?.on('error', () => {}).destroy();
      resolve(result);
    };
    const failWith = (code: string): void =>
      settle({ failure: socketFailure('connect', code, performance.now() - startedAt) });
    const onError = (error: Error): void => failWith(codeOf(error));
    const onAbort = (): void => settle({ failure: { kind: 'closed', stage: 'connect', code: 'ABORTED' } });
    const timer = setTimeout(
      () => settle({ failure: { kind: 'timeout', stage: 'connect', afterMs: limits.connectMs } }),
      limits.connectMs,
    );
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    if (route.to === 'nowhere') {
      const code = simulated[route.how];
      if (code !== undefined) failWith(code);
      return;
    }
    const opened = net.connect({ host: route.ip, port: route.port, autoSelectFamily: false, noDelay: true });
    socket = opened;
    opened.on('error', onError);
    opened.once('connect', () => settle({ socket: opened }));
  });
}
