import type { Line, Observation } from '../model/evidence.ts';

/** The line of a conversation that shows best what happened: the unexpected one, else the server's last word. */
export function tellingLine({ transcript }: Observation): Line | undefined {
  return (
    transcript.find(({ expected }) => !expected) ??
    transcript.findLast(({ from }) => from === 'server') ??
    transcript.at(-1)
  );
}

/** `->` sent, `<-` received, `~>` and `<~` the same inside TLS, `**` said by mailcheck; `!` marks the unexpected. */
export function arrow({ from, encrypted, expected }: Line): string {
  const plain = { client: '->', server: '<-', mailcheck: '**' }[from];
  const secured = { client: '~>', server: '<~', mailcheck: '**' }[from];
  return `${encrypted ? secured : plain}${expected ? ' ' : '!'}`;
}
