import type { Line } from '../model/evidence.ts';
import type { Redactor } from '../model/io.ts';
import type { Journal } from '../model/probe.ts';

/** Writes a conversation into the journal, secrets replaced. */
export interface Transcript {
  client(text: string): void;
  server(text: string, expected?: boolean): void;
  remark(text: string, expected?: boolean): void;
  /** Marks the newest line of the server. */
  unexpected(): void;
}

export function createTranscript(journal: Journal, redactor: Redactor, encrypted: () => boolean): Transcript {
  let newest: { expected: boolean } | undefined;
  const put = (from: Line['from'], text: string, expected: boolean) => {
    const line = { from, encrypted: encrypted(), expected, text: redactor.redact(text) };
    journal.line(line);
    return line;
  };
  return {
    client: (text) => void put('client', text, true),
    server(text, expected = true) {
      // The object is the journal's own from here on: only its mark may still change.
      newest = put('server', text, expected);
    },
    remark: (text, expected = true) => void put('mailcheck', text, expected),
    unexpected() {
      if (newest !== undefined) newest.expected = false;
    },
  };
}
