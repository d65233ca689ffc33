import { spawn, spawnSync } from 'node:child_process';

/** util-linux's script gives a command a terminal. */
export const hasTerminals = spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' }).status === 0;

/** What is waited for on the screen, and what is typed then. */
export type Answer = readonly [question: string, keys: string];

export const keys = { enter: '\r', down: '\x1b[B', ctrlC: '\x03' } as const;

/** Runs the command at a terminal, and types each answer when its question is on the screen. */
export function atTerminal(
  bin: string,
  args: string,
  answers: readonly Answer[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly screen: string }> {
  return new Promise((done, fail) => {
    const line = `${process.execPath} ${bin} ${args}`;
    const plain = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    const child = spawn('script', ['-qec', `stty cols 100 rows 30; exec ${line}`, '/dev/null'], {
      env: { ...plain, ...env },
    });
    let screen = '';
    let answered = 0;
    let from = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      const next = answers[answered];
      const at = next === undefined ? -1 : screen.indexOf(next[0], from);
      if (next === undefined || at < 0) return;
      from = screen.length;
      answered++;
      child.stdin.write(next[1]);
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code, screen }));
  });
}
