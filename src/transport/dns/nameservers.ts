import { createNameserver, type Nameserver, type NameserverOptions } from './nameserver.ts';

/** The name servers of one resolver, made as they are named. */
export interface Nameservers {
  get(name: string): Nameserver;
  /** Lets go of their sockets; a question after that opens new ones. */
  close(): void;
}

export function createNameservers(options: Omit<NameserverOptions, 'name'>): Nameservers {
  const known = new Map<string, Nameserver>();
  return {
    get(name) {
      const server = known.get(name) ?? createNameserver({ ...options, name });
      known.set(name, server);
      return server;
    },
    close() {
      for (const server of known.values()) server.close();
    },
  };
}
