import type { Line, Observation } from '../model/evidence.ts';

/**
 * The line of a conversation that shows best what happened: the unexpected one, else what a finding quotes, else the
 * other side's last word. What mailcheck itself sent shows nothing.
 */
export function tellingLine({ transcript }: Observation, quoted: readonly string[]): Line | undefined {
  const heard = transcript.filter(({ from, text }) => from !== 'client' && text !== endOfList);
  const fromServer = heard.filter(({ from }) => from === 'server');
  return (
    transcript.find(({ expected }) => !expected) ??
    fromServer.find(({ text }) => quoted.some((one) => text.includes(one))) ??
    fromServer.at(-1) ??
    heard.at(-1)
  );
}

/** The last line of a POP3 listing (RFC 1939 section 3). */
const endOfList = '.';

/** `->` sent, `<-` received, `~>` and `<~` the same inside TLS, `**` said by mailcheck; `!` marks the unexpected. */
export function arrow({ from, encrypted, expected }: Line): string {
  const plain = { client: '->', server: '<-', mailcheck: '**' }[from];
  const secured = { client: '~>', server: '<~', mailcheck: '**' }[from];
  return `${encrypted ? secured : plain}${expected ? ' ' : '!'}`;
}
