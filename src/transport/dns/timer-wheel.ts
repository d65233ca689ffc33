/** Something that happens at a time, unless it is put off or taken out before. The fields are the wheel's to write. */
export abstract class Timed {
  /** By `performance.now()`. */
  due = 0;
  spoke: Timed[] | undefined;
  index = 0;
  abstract expire(now: number): void;
}

/** One timer for very many waits, to within a tick. */
export interface TimerWheel {
  /** Also puts off, or forward, what waits already. */
  set(timed: Timed, due: number): void;
  clear(timed: Timed): void;
  /** Nothing waits any more; the process may end. */
  stop(): void;
}

const tickMs = 50;
const spokes = 256;

export function createTimerWheel(): TimerWheel {
  const wheel: Timed[][] = Array.from({ length: spokes }, () => []);
  const origin = performance.now();
  let timer: NodeJS.Timeout | undefined;
  /** The last tick that has passed. */
  let passed = 0;

  const clear = (timed: Timed): void => {
    const { spoke, index } = timed;
    if (spoke === undefined) return;
    timed.spoke = undefined;
    const last = spoke.pop()!;
    if (last === timed) return;
    spoke[index] = last;
    last.index = index;
  };
  const put = (timed: Timed): void => {
    const tick = Math.max(Math.ceil((timed.due - origin) / tickMs), passed + 1);
    // What is due beyond one turn of the wheel is looked at in between.
    const spoke = wheel[Math.min(tick, passed + spokes - 1) % spokes]!;
    timed.spoke = spoke;
    timed.index = spoke.push(timed) - 1;
  };
  const turn = (): void => {
    const now = performance.now();
    const last = Math.floor((now - origin) / tickMs);
    while (passed < last) {
      const spoke = wheel[++passed % spokes]!;
      // What is put here meanwhile belongs to the next turn.
      for (let left = spoke.length; left > 0 && spoke.length > 0; left--) {
        const timed = spoke[0]!;
        clear(timed);
        if (timed.due > now) put(timed);
        else timed.expire(now);
      }
    }
  };

  return {
    set(timed, due) {
      if (timer === undefined) {
        passed = Math.floor((performance.now() - origin) / tickMs);
        // After the replies that arrived while the process was busy.
        timer = setInterval(() => setImmediate(turn), tickMs);
      }
      clear(timed);
      timed.due = due;
      put(timed);
    },
    clear,
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
