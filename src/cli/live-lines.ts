import type { Piece, Row, Tone } from './progress-rows.ts';

/** What the renderer needs of a terminal. */
export interface Terminal {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const sgr: Readonly<Record<Tone, readonly [number, number]>> = {
  plain: [0, 0],
  dim: [2, 22],
  good: [32, 39],
  warn: [33, 39],
  bad: [31, 39],
};
const signs: Readonly<Record<Exclude<Row['state'], 'working'>, Piece>> = {
  done: { text: '·', tone: 'dim' },
  good: { text: '✓', tone: 'good' },
  warn: { text: '!', tone: 'warn' },
  bad: { text: '✗', tone: 'bad' },
  absent: { text: '–', tone: 'dim' },
};

/** A row as one line that fits `width`; ASCII but for the sign, so that length is width. */
export function rowLine(
  row: Row,
  options: { width: number; color: boolean; frame: number; nameWidth: number },
): string {
  const sign: Piece =
    row.state === 'working'
      ? { text: frames[options.frame % frames.length] as string, tone: 'plain' }
      : signs[row.state];
  const pieces = [
    sign,
    { text: ` ${row.name.padEnd(options.nameWidth)}`, tone: 'plain' as const },
    ...row.pieces.map(({ text, tone }) => ({ text: ` ${text}`, tone })),
  ];
  let left = options.width;
  let line = '';
  for (const { text, tone } of pieces) {
    const shown = text.slice(0, left);
    left -= shown.length;
    line += options.color && tone !== 'plain' ? `\x1b[${sgr[tone][0]}m${shown}\x1b[${sgr[tone][1]}m` : shown;
  }
  return line;
}

/** Several lines that change in place, at most as many as the screen has. */
export interface LiveLines {
  draw(rows: readonly Row[]): void;
  /** Takes the lines away, so that something else can be written. */
  clear(): void;
  /** Leaves these lines behind for good and gives the cursor back. */
  settle(rows: readonly Row[]): void;
}

export function createLiveLines(terminal: Terminal, color: boolean): LiveLines {
  let drawn = 0;
  let frame = 0;
  const up = () => (drawn === 0 ? '' : `\x1b[${drawn}A\r\x1b[J`);
  const lines = (rows: readonly Row[], most: number): string[] => {
    const width = Math.max(20, (terminal.columns ?? 80) - 1);
    const nameWidth = Math.min(32, Math.max(0, ...rows.map(({ name }) => name.length)));
    // Those at work are shown first when there is not room for all.
    const shown =
      rows.length <= most
        ? rows
        : [...rows].sort((a, b) => Number(b.state === 'working') - Number(a.state === 'working')).slice(0, most - 1);
    const text = shown.map((row) => rowLine(row, { width, color, frame, nameWidth }));
    return rows.length <= most ? text : [...text, `  … ${rows.length - shown.length} more`];
  };
  // One write a frame, between the marks for synchronised output: no flicker where terminals know them.
  const paint = (text: readonly string[]) =>
    terminal.write(`\x1b[?2026h\x1b[?25l${up()}${text.map((line) => `${line}\n`).join('')}\x1b[?2026l`);
  return {
    draw(rows) {
      frame++;
      const text = lines(rows, Math.max(3, (terminal.rows ?? 24) - 2));
      paint(text);
      drawn = text.length;
    },
    clear() {
      terminal.write(`${up()}\x1b[?25h`);
      drawn = 0;
    },
    settle(rows) {
      paint(lines(rows, Number.POSITIVE_INFINITY));
      terminal.write('\x1b[?25h');
      drawn = 0;
    },
  };
}
