import { setMaxListeners } from 'node:events';
import { type DnsTrouble, Failed } from '../../model/failure.ts';
import type { DnsType } from '../../model/io.ts';
import type { Journal } from '../../model/probe.ts';
import type { Nameserver } from './nameserver.ts';
import { decodeReply, encodeQuestion, type Reply, truncated } from './wire.ts';

export interface Exchange {
  readonly name: string;
  readonly type: DnsType;
  /** In order of preference. */
  readonly servers: readonly Nameserver[];
  /** By `performance.now()`; nothing that a server sends moves it. */
  readonly deadline: number;
  readonly journal: Journal;
  readonly signal: AbortSignal;
}

export interface Answered {
  readonly reply: Reply;
  readonly server: string;
  /** From the first question to the answer. */
  readonly ms: number;
}

const triesPerServer = 3;
/** How long the tries of one round wait before the next; the last round waits for the deadline. */
const patienceMs = [800, 1600];
const rcodes = { noError: 0, formErr: 1, servFail: 2, nxDomain: 3, refused: 5 };
/** A server that answered says more than one that did not. */
const mute: readonly DnsTrouble[] = ['timeout', 'unreachable'];

/**
 * Puts one question to the servers, one after another and then again, until one answers. An answer to an earlier try
 * is as good. Throws `Failed` with the trouble of the first server that said anything.
 */
export function exchange({ name, type, servers, deadline, journal, signal }: Exchange): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const troubles = new Map<string, DnsTrouble>();
    const overTcp = new Set<string>();
    const withoutEdns = new Set<string>();
    const releases: (() => void)[] = [];
    let tries = 0;
    let retry: NodeJS.Timeout | undefined;
    let over = false;

    const elapsed = (): number => Math.round(performance.now() - startedAt);
    const note = (from: 'client' | 'server' | 'mailcheck', text: string, expected = true): void =>
      journal.line({ from, encrypted: false, expected, text });

    const finish = (settle: () => void): void => {
      if (over) return;
      over = true;
      clearTimeout(retry);
      clearTimeout(limit);
      signal.removeEventListener('abort', giveUp);
      for (const release of releases) release();
      settle();
    };
    const giveUp = (): void => {
      for (const server of servers) if (!troubles.has(server.name)) troubles.set(server.name, 'timeout');
      const [first] = troubles;
      const [resolver, trouble] = [...troubles].find(([, what]) => !mute.includes(what)) ?? first ?? [];
      if (trouble === 'timeout')
        note('mailcheck', `${name} ${type}: no answer in ${elapsed()} ms (${resolver})`, false);
      finish(() =>
        reject(
          new Failed({
            kind: 'dns',
            stage: 'dns',
            trouble: trouble ?? 'unreachable',
            ...(resolver === undefined ? {} : { resolver }),
          }),
        ),
      );
    };
    const fails = (server: Nameserver, trouble: DnsTrouble, said: string): void => {
      if (over || troubles.has(server.name)) return;
      note(
        trouble === 'unreachable' ? 'mailcheck' : 'server',
        `${name} ${type}: ${said} (${server.name}, ${elapsed()} ms)`,
        false,
      );
      troubles.set(server.name, trouble);
      next();
    };

    const hear = (server: Nameserver, message: Buffer): void => {
      const reply = decodeReply(message);
      const trouble = reply === undefined ? 'malformed' : troubleOf(reply.rcode);
      if (reply?.rcode === rcodes.formErr && !withoutEdns.has(server.name)) {
        // RFC 6891 section 7: servers from before EDNS.
        withoutEdns.add(server.name);
        ask(server);
      } else if (reply === undefined || trouble !== undefined) {
        fails(server, trouble ?? 'malformed', reply === undefined ? 'malformed reply' : rcodeName(reply.rcode));
      } else {
        finish(() => {
          note('server', `${name} ${type}: ${summary(reply)} (${server.name}, ${elapsed()} ms)`);
          resolve({ reply, server: server.name, ms: elapsed() });
        });
      }
    };
    const askByTcp = (server: Nameserver, question: Buffer): void => {
      if (over || overTcp.has(server.name)) return;
      overTcp.add(server.name);
      note('client', `${name} ${type} (over TCP, ${server.name})`);
      journal.query();
      // The connection and the answer.
      journal.roundTrip();
      journal.roundTrip();
      releases.push(
        server.tcp(
          question,
          (message) => hear(server, message),
          (trouble) => fails(server, trouble, trouble === 'malformed' ? 'reply cut short' : 'no connection'),
        ),
      );
    };
    const ask = (server: Nameserver): void => {
      const question = encodeQuestion(name, type, { edns: !withoutEdns.has(server.name) });
      note('client', tries === 0 ? `${name} ${type}` : `${name} ${type} (again, ${server.name})`);
      journal.query();
      journal.roundTrip();
      tries++;
      releases.push(
        server.udp(
          question,
          (message) => (truncated(message) ? askByTcp(server, question) : hear(server, message)),
          () => fails(server, 'unreachable', 'unreachable'),
        ),
      );
    };
    const next = (): void => {
      clearTimeout(retry);
      if (over) return;
      const left = servers.filter((server) => !troubles.has(server.name));
      const free = left.filter((server) => !overTcp.has(server.name));
      if (left.length === 0) giveUp();
      else if (free.length > 0 && tries < triesPerServer * servers.length) {
        const patience = patienceMs[Math.floor(tries / servers.length)];
        if (patience !== undefined) retry = setTimeout(next, patience);
        ask(free[tries % free.length]!);
      }
    };

    const limit = setTimeout(giveUp, Math.max(0, deadline - startedAt));
    // Every question of a run waits on the same signal.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    else next();
  });
}

function troubleOf(rcode: number): DnsTrouble | undefined {
  if (rcode === rcodes.noError || rcode === rcodes.nxDomain) return undefined;
  if (rcode === rcodes.servFail) return 'servfail';
  return rcode === rcodes.refused ? 'refused' : 'other-rcode';
}

const rcodeNames = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const rcodeName = (rcode: number): string => rcodeNames[rcode] ?? `RCODE ${rcode}`;

function summary(reply: Reply): string {
  const shown = reply.records.slice(0, 20).map((record) => record.data);
  const more = reply.records.length - shown.length;
  const text = [rcodeName(reply.rcode), shown.join(', ')].filter((part) => part !== '').join(' ');
  return more > 0 ? `${text} and ${more} more` : text;
}
