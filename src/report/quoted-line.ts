import type { Line, Observation } from '../model/evidence.ts';

/** A longer answer is a list: where nothing in it is quoted, no line of it tells more than another. */
const longest = 3;

/**
 * The line of a conversation that shows best what happened: the unexpected one, else what a finding quotes, else the
 * server's last word, else a remark. Undefined where none does: what mailcheck itself said is no evidence.
 */
export function tellingLine({ transcript }: Observation, quoted: readonly string[]): Line | undefined {
  const fromServer = transcript.filter(({ from }) => from === 'server');
  return (
    transcript.find(({ expected }) => !expected) ??
    fromServer.find(({ text }) => quoted.some((one) => text.includes(one))) ??
    (fromServer.length > longest ? undefined : fromServer.at(-1)) ??
    transcript.findLast(({ from }) => from === 'mailcheck')
  );
}

/** `->` sent, `<-` received, `~>` and `<~` the same inside TLS, `**` said by mailcheck; `!` marks the unexpected. */
export function arrow({ from, encrypted, expected }: Line): string {
  const plain = { client: '->', server: '<-', mailcheck: '**' }[from];
  const secured = { client: '~>', server: '<~', mailcheck: '**' }[from];
  return `${encrypted ? secured : plain}${expected ? ' ' : '!'}`;
}
