import type { DnsTrouble } from '../../model/failure.ts';
import type { Ask, Asking, Release } from './asking.ts';

/** A connection that stands. */
export interface Carrier {
  /** Several questions may be under way at a time, and be answered in any order. */
  readonly ask: Ask;
}

/** What becomes of a connection. */
export interface ConnectionEvents {
  opened(carrier: Carrier): void;
  /** It failed to open, or is over; what was asked over it will not be answered. */
  ended(trouble: DnsTrouble, said: string): void;
}

/** Opens a connection; what is returned closes it, and nothing is told after that. Tells nothing before it returns. */
export type OpenConnection = (events: ConnectionEvents) => Release;

/** Questions to one name server over a connection that is kept (RFC 7766 section 6.2). */
export interface ConnectionPool {
  /** The caller's deadline ends it. */
  readonly ask: Ask;
  /** Is there a connection that a question can use at once? */
  readonly connected: boolean;
  close(): void;
}

interface Connection {
  readonly waiting: Set<Pending>;
  carrier?: Carrier;
  /** Answers so far. */
  heard: number;
  idle?: NodeJS.Timeout;
  close: Release;
}

interface Pending {
  readonly asking: Asking;
  on: Connection;
  /** `on.heard` when it was sent. */
  heardBefore: number;
  release?: Release;
}

/** RFC 7766 section 6.2.3: a client should not hold an idle connection for long. */
const idleMs = 5_000;

export function createConnectionPool(openConnection: OpenConnection): ConnectionPool {
  const all = new Set<Connection>();
  let newest: Connection | undefined;

  const retire = (connection: Connection): void => {
    if (newest === connection) newest = undefined;
  };
  const end = (connection: Connection): void => {
    retire(connection);
    all.delete(connection);
    clearTimeout(connection.idle);
    connection.close();
  };
  const settle = (pending: Pending): void => {
    const { on } = pending;
    on.waiting.delete(pending);
    if (on.waiting.size > 0) return;
    if (newest === on) on.idle = setTimeout(end, idleMs, on).unref();
    else end(on);
  };
  const send = (pending: Pending): void => {
    const on = newest ?? open();
    pending.on = on;
    on.waiting.add(pending);
    clearTimeout(on.idle);
    if (on.carrier !== undefined) sendOver(on.carrier, pending);
  };
  const sendOver = (carrier: Carrier, pending: Pending): void => {
    pending.heardBefore = pending.on.heard;
    pending.release = carrier.ask({
      question: pending.asking.question,
      answered(message) {
        pending.on.heard++;
        settle(pending);
        pending.asking.answered(message);
      },
      failed(trouble, said) {
        settle(pending);
        pending.asking.failed(trouble, said);
      },
    });
  };
  const open = (): Connection => {
    const connection: Connection = { waiting: new Set(), heard: 0, close: () => {} };
    all.add(connection);
    newest = connection;
    connection.close = openConnection({
      opened(carrier) {
        connection.carrier = carrier;
        for (const pending of connection.waiting) sendOver(carrier, pending);
      },
      ended(trouble, said) {
        const left = [...connection.waiting];
        connection.waiting.clear();
        end(connection);
        // A server may close after any answer (RFC 7766 section 6.2.4); one that gave none is not asked again.
        for (const pending of left)
          if (connection.heard > 0) send(pending);
          else pending.asking.failed(trouble, said);
      },
    });
    return connection;
  };

  return {
    ask(asking) {
      const pending = { asking, heardBefore: 0 } as Pending;
      send(pending);
      return () => {
        const { on } = pending;
        if (!on.waiting.has(pending)) return;
        pending.release?.();
        // Given up in silence: the connection may be dead without anybody having said so.
        if (on.heard === pending.heardBefore) retire(on);
        settle(pending);
      };
    },
    get connected() {
      return newest?.carrier !== undefined;
    },
    close() {
      for (const connection of all) end(connection);
    },
  };
}
