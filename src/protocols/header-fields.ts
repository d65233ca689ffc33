/** One field of a message's header, unfolded. Hostile text. */
export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Without the line breaks of folding (RFC 5322 section 2.2.3). */
  readonly value: string;
}

const mostFields = 1000;

/**
 * The header of a message, from the top to the first empty line, in time linear to its length. Lines that are no
 * fields are passed over, as readers of mail do; of more than a thousand fields the first thousand are read.
 */
export function headerFields(message: string): HeaderField[] {
  const fields: { name: string; parts: string[] }[] = [];
  for (const line of headerLines(message)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      last?.parts.push(line);
      continue;
    }
    const [, name] = /^([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:/.exec(line) ?? [];
    if (name === undefined) continue;
    if (fields.length === mostFields) break;
    fields.push({ name: name.toLowerCase(), parts: [line.slice(line.indexOf(':') + 1)] });
  }
  return fields.map(({ name, parts }) => ({ name, value: parts.join('').trim() }));
}

function* headerLines(message: string): Generator<string> {
  let at = message.startsWith('\ufeff') ? 1 : 0;
  while (at < message.length) {
    const end = message.indexOf('\n', at);
    const line = message.slice(at, end === -1 ? undefined : end).replace(/\r$/, '');
    if (line === '') return;
    yield line;
    if (end === -1) return;
    at = end + 1;
  }
}
