import type { Line, Observation } from '../model/evidence.ts';

/**
 * The line of a conversation that shows best what happened: the unexpected one, else what a finding quotes, else the
 * server's last word.
 */
export function tellingLine({ transcript }: Observation, quoted: readonly string[]): Line | undefined {
  const fromServer = transcript.filter(({ from }) => from === 'server');
  return (
    transcript.find(({ expected }) => !expected) ??
    fromServer.find(({ text }) => quoted.some((one) => text.includes(one))) ??
    fromServer.at(-1) ??
    transcript.at(-1)
  );
}

/** `->` sent, `<-` received, `~>` and `<~` the same inside TLS, `**` said by mailcheck; `!` marks the unexpected. */
export function arrow({ from, encrypted, expected }: Line): string {
  const plain = { client: '->', server: '<-', mailcheck: '**' }[from];
  const secured = { client: '~>', server: '<~', mailcheck: '**' }[from];
  return `${encrypted ? secured : plain}${expected ? ' ' : '!'}`;
}
