import type { Line } from '../model/evidence.ts';
import type { Journal } from '../model/probe.ts';
import type { Redactor } from '../model/redactor.ts';

/** Writes a conversation into the journal, secrets replaced. */
export interface Transcript {
  client(text: string): void;
  server(text: string, expected?: boolean): void;
  /** Begins a reply of the server: its first lines and its last are written. */
  reply(): { line(text: string): void; end(): void };
  remark(text: string, expected?: boolean): void;
  /** Marks the newest line of the server. */
  unexpected(): void;
}

/** Lines of one reply that are written; a list may have a hundred thousand. */
const mostLines = 500;

export function createTranscript(journal: Journal, redactor: Redactor, encrypted: () => boolean): Transcript {
  let newest: { expected: boolean } | undefined;
  const put = (from: Line['from'], text: string, expected: boolean) => {
    const line = { from, encrypted: encrypted(), expected, text: redactor.redact(text) };
    journal.line(line);
    return line;
  };
  const server = (text: string, expected = true): void => {
    // The object is the journal's own from here on: only its mark may still change.
    newest = put('server', text, expected);
  };
  return {
    client: (text) => void put('client', text, true),
    server,
    reply() {
      let lines = 0;
      let last: string | undefined;
      return {
        line(text) {
          lines++;
          if (lines < mostLines) server(text);
          else last = text;
        },
        end() {
          if (last === undefined) return;
          const left = lines - mostLines;
          if (left > 0) put('mailcheck', `${left} line${left === 1 ? '' : 's'} left out`, true);
          server(last);
          last = undefined;
        },
      };
    },
    remark: (text, expected = true) => void put('mailcheck', text, expected),
    unexpected() {
      if (newest !== undefined) newest.expected = false;
    },
  };
}
