import type { FactId, Line, Observation } from '../model/evidence.ts';

/** What comes back after these is long, and its last line says no more than that it is complete. */
const listings: readonly FactId[] = ['imap/folders', 'pop3/maildrop'];

/**
 * The line of a conversation that shows best what happened: the unexpected one, else what a finding quotes, else the
 * server's last word. None where nothing was said but goodbye, or something is missing in a long list.
 */
export function tellingLine({ fact, transcript }: Observation, quoted: readonly string[]): Line | undefined {
  const fromServer = transcript.filter(({ from }) => from === 'server');
  const isQuoted = ({ text }: Line): boolean => quoted.some((one) => text.includes(one));
  const telling =
    transcript.find(({ expected }) => !expected) ??
    fromServer.find(isQuoted) ??
    // An answer that another question had brought already.
    transcript.find((line) => line.from === 'mailcheck' && isQuoted(line));
  if (telling !== undefined || listings.includes(fact)) return telling;
  return fromServer.at(-1) ?? transcript.filter((line) => !isGoodbye(line)).at(-1);
}

const isGoodbye = ({ from, text }: Line): boolean => from === 'client' && /^(?:QUIT|(?:\S+ )?LOGOUT)$/.test(text);

/** `->` sent, `<-` received, `~>` and `<~` the same inside TLS, `**` said by mailcheck; `!` marks the unexpected. */
export function arrow({ from, encrypted, expected }: Line): string {
  const plain = { client: '->', server: '<-', mailcheck: '**' }[from];
  const secured = { client: '~>', server: '<~', mailcheck: '**' }[from];
  return `${encrypted ? secured : plain}${expected ? ' ' : '!'}`;
}
