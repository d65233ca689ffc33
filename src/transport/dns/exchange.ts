import { setMaxListeners } from 'node:events';
import { type DnsTrouble, Failed } from '../../model/failure.ts';
import type { Journal } from '../../model/probe.ts';
import type { Nameserver } from './nameserver.ts';
import { truncated, withoutEdns } from './question.ts';
import { rcodeName, rcodes, troubleOf } from './rcode.ts';
import { type Refusal, whyNone } from './refusals.ts';
import { decodeReply, type Reply } from './reply.ts';

export interface Exchange {
  readonly question: Buffer;
  /** The question in words, for the journal. */
  readonly shown: string;
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

/** What we found out ourselves, not from an answer. */
const ours: readonly DnsTrouble[] = ['unreachable', 'tls'];
const triesPerServer = 3;
/** How long the tries of one round wait before the next; the last round waits for the deadline. */
const patienceMs = [800, 1600];

/**
 * Puts one question to the servers, one after another and then again, until one answers. An answer to an earlier try
 * is as good. Throws `Failed` with the trouble of the first server that said anything.
 */
export function exchange(asked: Exchange): Promise<Answered> {
  const { shown, servers, deadline, journal, signal } = asked;
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const troubles = new Map<string, Refusal>();
    const overStream = new Set<string>();
    const beforeEdns = new Set<string>();
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
      for (const server of servers) if (!troubles.has(server.name)) troubles.set(server.name, { trouble: 'timeout' });
      const why = whyNone(troubles);
      if (why.trouble === 'timeout')
        note('mailcheck', `${shown}: no answer in ${elapsed()} ms (${why.resolver})`, false);
      finish(() => reject(new Failed({ kind: 'dns', stage: 'dns', ...why })));
    };
    const fails = (server: Nameserver, trouble: DnsTrouble, said: string, ede: readonly number[] = []): void => {
      if (over || troubles.has(server.name)) return;
      note(
        ours.includes(trouble) ? 'mailcheck' : 'server',
        `${shown}: ${said} (${server.name}, ${elapsed()} ms)`,
        false,
      );
      troubles.set(server.name, { trouble, ...(ede.length === 0 ? {} : { ede }) });
      next();
    };

    const hear = (server: Nameserver, message: Buffer): void => {
      const reply = decodeReply(message);
      const trouble = reply === undefined ? 'malformed' : troubleOf(reply.rcode);
      if (reply?.rcode === rcodes.formErr && !beforeEdns.has(server.name)) {
        // RFC 6891 section 7: servers from before EDNS.
        beforeEdns.add(server.name);
        ask(server);
      } else if (reply === undefined) {
        fails(server, 'malformed', 'malformed reply');
      } else if (trouble !== undefined) {
        fails(
          server,
          trouble,
          summary(reply),
          reply.extendedErrors.map(({ code }) => code),
        );
      } else {
        finish(() => {
          note('server', `${shown}: ${summary(reply)} (${server.name}, ${elapsed()} ms)`);
          resolve({ reply, server: server.name, ms: elapsed() });
        });
      }
    };
    const askOverStream = (server: Nameserver, question: Buffer): void => {
      if (over || overStream.has(server.name)) return;
      overStream.add(server.name);
      if (server.datagram === undefined) note('client', tries === 0 ? shown : `${shown} (${server.name})`);
      else note('client', `${shown} (over TCP, ${server.name})`);
      tries++;
      journal.query();
      for (let waits = server.waits(); waits > 0; waits--) journal.roundTrip();
      releases.push(
        server.stream({
          question,
          answered: (message) => hear(server, message),
          failed: (trouble, said) => fails(server, trouble, said),
        }),
      );
    };
    const ask = (server: Nameserver): void => {
      const question = beforeEdns.has(server.name) ? withoutEdns(asked.question) : Buffer.from(asked.question);
      if (server.datagram === undefined) {
        askOverStream(server, question);
        return;
      }
      note('client', tries === 0 ? shown : `${shown} (again, ${server.name})`);
      journal.query();
      journal.roundTrip();
      tries++;
      releases.push(
        server.datagram({
          question,
          answered: (message) =>
            truncated(message) ? askOverStream(server, Buffer.from(question)) : hear(server, message),
          failed: (trouble, said) => fails(server, trouble, said),
        }),
      );
    };
    const next = (): void => {
      clearTimeout(retry);
      if (over) return;
      const left = servers.filter((server) => !troubles.has(server.name));
      const free = left.filter((server) => !overStream.has(server.name));
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

function summary(reply: Reply): string {
  const shown = reply.records.slice(0, 20).map((record) => record.data);
  const more = reply.records.length - shown.length;
  const data = more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
  const errors = reply.extendedErrors.map(({ code, text }) => `EDE ${code}${text === '' ? '' : `: ${text}`}`);
  return [rcodeName(reply.rcode), data, ...errors].filter((part) => part !== '').join(' ');
}
