import { type Endpoint, type Protocol, subjectId } from '../../model/subject.ts';
import type { Target } from '../../model/target.ts';
import { candidates } from '../../protocols/ports.ts';

/**
 * How good an endpoint is for logging in, 0 best; undefined when no password may go there at all.
 * A port that the user named is the only candidate of its host; otherwise the standard ports, TLS from the start first.
 */
export function loginRank(target: Target, at: Endpoint): number | undefined {
  const named = target.servers.filter((server) => server.protocol === at.protocol && server.host === at.host);
  for (const server of named) {
    if (server.port !== undefined) {
      if (server.port === at.port && (server.security === undefined || server.security === at.security)) return 0;
    } else {
      const rank = candidates(at.protocol).findIndex(
        (one) => one.port === at.port && (server.security ?? one.security) === at.security,
      );
      if (rank >= 0) return rank;
    }
  }
  if (named.length > 0 || target.servers.some((server) => server.protocol === at.protocol)) return undefined;
  const rank = candidates(at.protocol).findIndex((one) => one.port === at.port && one.security === at.security);
  return rank < 0 ? undefined : rank;
}

/** True when the user named the host, confirmed it, or allowed servers inside the address's own domain. */
export function isTrustedWithPassword(target: Target, at: Endpoint): boolean {
  if (target.servers.some((server) => server.host === at.host)) return true;
  if (target.confirmedHosts?.includes(at.host)) return true;
  const domain = target.domain;
  return target.loginFound === true && domain !== undefined && (at.host === domain || at.host.endsWith(`.${domain}`));
}

/** Lets one endpoint a protocol log in: the best that gets as far; a password is tried once, and a message sent once. */
export interface LoginTurns {
  enter(at: Endpoint, rank: number): void;
  /** Called when an endpoint's conversation is over, or will not log in. */
  leave(at: Endpoint): void;
  /** Waits for better candidates to give up. True: log in now. False: another one did. */
  take(at: Endpoint, signal: AbortSignal): Promise<boolean>;
  /** True for the first that would send the test message: a host of two addresses gets one. */
  send(): boolean;
}

export function createLoginTurns(): LoginTurns {
  const waiting = new Map<string, { protocol: Protocol; rank: number }>();
  const taken = new Set<Protocol>();
  let sent = false;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    enter: (at, rank) => void waiting.set(subjectId(at), { protocol: at.protocol, rank }),
    leave(at) {
      if (waiting.delete(subjectId(at))) changed();
    },
    take(at, signal) {
      const own = waiting.get(subjectId(at));
      return new Promise((resolve) => {
        const settle = (turn: boolean) => {
          listeners.delete(look);
          signal.removeEventListener('abort', look);
          resolve(turn);
        };
        const look = () => {
          if (own === undefined || signal.aborted || taken.has(at.protocol)) return settle(false);
          const better = [...waiting.values()].some((one) => one.protocol === at.protocol && one.rank < own.rank);
          if (better) return;
          taken.add(at.protocol);
          settle(true);
          changed();
        };
        listeners.add(look);
        signal.addEventListener('abort', look, { once: true });
        look();
      });
    },
    send() {
      const first = !sent;
      sent = true;
      return first;
    },
  };
}
