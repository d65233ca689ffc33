import type { Shell } from './shell.ts';

/** What is shown on stderr while many targets are asked about. */
export interface ManyProgress {
  /** So many are done, and so many of them weigh. */
  tell(done: number, listed: number): void;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
  /** Leaves nothing behind. */
  end(): void;
}

const liveMs = 200;
const plainMs = 30_000;

/** A line that changes in place at a terminal; elsewhere a plain one every half minute. */
export function createManyProgress(
  shell: Pick<Shell, 'terminal' | 'say'>,
  options: {
    readonly total: number;
    readonly before: number;
    readonly live: boolean;
    readonly quiet: boolean;
    now(): number;
  },
): ManyProgress {
  const began = options.now();
  let done = options.before;
  let listed = 0;
  let drawn = false;
  const line = () => progressLine({ ...options, done, listed, elapsedMs: options.now() - began });
  const clear = () => {
    if (drawn) shell.terminal.write('\r\x1b[K');
    drawn = false;
  };
  const draw = () => {
    if (!options.live) return shell.say(line());
    shell.terminal.write(`\r\x1b[K${line().slice(0, (shell.terminal.columns ?? 80) - 1)}`);
    drawn = true;
  };
  const timer = options.quiet ? undefined : setInterval(draw, options.live ? liveMs : plainMs);
  return {
    tell(count, grave) {
      done = count;
      listed = grave;
    },
    clear,
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

/** `12,345 of 100,000 (12 %), 41 listed, 4.9 a second, 4 h 58 min left`. */
export function progressLine(at: {
  readonly total: number;
  readonly before: number;
  readonly done: number;
  readonly listed: number;
  readonly elapsedMs: number;
}): string {
  const perSecond = ((at.done - at.before) / Math.max(1, at.elapsedMs)) * 1000;
  const percent = at.total === 0 ? 100 : Math.floor((at.done / at.total) * 100);
  const left = perSecond === 0 ? '' : `, ${durationText((at.total - at.done) / perSecond)} left`;
  const rate = perSecond >= 10 ? Math.round(perSecond).toLocaleString('en') : perSecond.toFixed(1);
  return `${at.done.toLocaleString('en')} of ${at.total.toLocaleString('en')} (${percent} %), ${at.listed.toLocaleString('en')} listed, ${rate} a second${left}`;
}

/** `3 s`, `12 min`, `4 h 58 min`, `2 days 3 h`. */
export function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 90) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days ${hours % 24} h`;
}
