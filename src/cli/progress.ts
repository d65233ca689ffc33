import type { RunEvent } from '../model/probe.ts';
import type { Report } from '../model/report.ts';
import { createLiveLines } from './live-lines.ts';
import { createRows, type Row } from './progress-rows.ts';
import type { Output } from './shell.ts';

/** What is shown on stderr while a run goes on. */
export interface Progress {
  event(event: RunEvent): void;
  /** Stops drawing while a person is asked something. */
  pause<T>(during: () => Promise<T>): Promise<T>;
  /** Turns the lines into the result, or takes them away when there is none. */
  end(report?: Report): void;
}

export const noProgress: Progress = { event: () => {}, pause: (during) => during(), end: () => {} };

interface Drawing {
  draw(rows: readonly Row[]): void;
  clear(): void;
  settle(rows: readonly Row[]): void;
}

const frameMs = 90;

/** A line for every server. With one server only it is ora's. */
export async function createProgress(
  terminal: Output,
  options: { color: boolean; single: boolean },
): Promise<Progress> {
  const rows = createRows();
  const drawing = options.single
    ? await createOraLine(terminal, options.color)
    : createLiveLines(terminal, options.color);
  let timer: NodeJS.Timeout | undefined;
  let pauses = 0;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    drawing.clear();
  };
  const start = () => {
    timer = setInterval(() => drawing.draw(rows.current()), frameMs);
  };
  // A second Ctrl-C ends the process in the middle of it: the cursor comes back all the same.
  process.once('exit', stop);
  start();
  return {
    event: (event) => rows.event(event),
    async pause(during) {
      if (pauses++ === 0) stop();
      try {
        return await during();
      } finally {
        if (--pauses === 0) start();
      }
    },
    end(report) {
      process.off('exit', stop);
      stop();
      if (report === undefined) return;
      drawing.settle(rows.settled(report));
      // The report stands apart, where it follows on the same screen.
      terminal.write('\n');
    },
  };
}

/** ora draws one line well; several of it at once corrupt each other. */
async function createOraLine(stream: Output, color: boolean): Promise<Drawing> {
  const [{ default: ora }, { rowLine }] = await Promise.all([import('ora'), import('./live-lines.ts')]);
  // Our own width and colours: what ora shows is the row without its sign.
  const text = (row: Row) => rowLine(row, { width: (stream.columns ?? 80) - 1, color, frame: 0, nameWidth: 0 });
  const withoutSign = (row: Row) => text({ ...row, state: 'working' }).slice(2);
  const spinner = ora({ stream, discardStdin: false, ...(color ? {} : { color: false as const }) });
  return {
    draw(rows) {
      const row = rows.find(({ state }) => state === 'working') ?? rows[0];
      if (row === undefined) return;
      spinner.text = withoutSign(row);
      if (!spinner.isSpinning) spinner.start();
    },
    clear: () => void spinner.stop(),
    settle(rows) {
      for (const row of rows) {
        const line = text(row);
        const cut = line.indexOf(' ');
        spinner.stopAndPersist({ symbol: line.slice(0, cut), text: line.slice(cut + 1) });
      }
    },
  };
}
