import { wrap } from '../../report/wrap.ts';
import type { Shell } from '../shell.ts';

const narrowest = 40;

/** Says lines; a terminal gets them broken at spaces, what follows below the text of its line. */
export function sayLines({ terminal, say }: Pick<Shell, 'terminal' | 'say'>, lines: readonly string[]): void {
  for (const line of lines) {
    const { length } = /^(?:- | +|\S+ {2,})?/.exec(line)?.[0] ?? '';
    const indent = ' '.repeat(length);
    const width = terminal.isTTY === true ? Math.max(narrowest, terminal.columns ?? 80) - 1 - length : Infinity;
    const text = wrap(line.slice(length), width, indent);
    for (const one of `${line.slice(0, length)}${text}`.split('\n')) say(one);
  }
}
