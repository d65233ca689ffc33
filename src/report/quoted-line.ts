import type { FactId, Line, Observation } from '../model/evidence.ts';

/** What comes back after these is long, and its last line says no more than that it is complete. */
const listings: readonly FactId[] = ['imap/folders', 'pop3/maildrop'];

/**
 * The line of a conversation that shows best what happened: the unexpected one, else what a finding quotes, else the
 * server's last word, unless it is the end of a long list. What mailcheck itself sent comes last, its goodbye never.
 */
export function tellingLine({ fact, transcript }: Observation, quoted: readonly string[]): Line | undefined {
  const heard = transcript.filter(({ from, text }) => from !== 'client' && text !== endOfList);
  const fromServer = heard.filter(({ from }) => from === 'server');
  const telling =
    transcript.find(({ expected }) => !expected) ??
    fromServer.find(({ text }) => quoted.some((one) => text.includes(one)));
  if (telling !== undefined || listings.includes(fact)) return telling;
  return fromServer.at(-1) ?? heard.at(-1) ?? transcript.findLast((line) => !isGoodbye(line));
}

const isGoodbye = ({ from, text }: Line): boolean => from === 'client' && /^(?:QUIT|(?:\S+ )?LOGOUT)$/.test(text);

/** The last line of a POP3 listing (RFC 1939 section 3). */
const endOfList = '.';

/** `->` sent, `<-` received, `~>` and `<~` the same inside TLS, `**` said by mailcheck; `!` marks the unexpected. */
export function arrow({ from, encrypted, expected }: Line): string {
  const plain = { client: '->', server: '<-', mailcheck: '**' }[from];
  const secured = { client: '~>', server: '<~', mailcheck: '**' }[from];
  return `${encrypted ? secured : plain}${expected ? ' ' : '!'}`;
}
