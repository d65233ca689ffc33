import type { Symptom } from '../model/target.ts';
import type { Shell } from './shell.ts';
import { Cancelled } from './usage-error.ts';

/** Everything mailcheck may ask a person. Asked on stderr, so that stdout stays the report. */
export interface Prompts {
  address(): Promise<string>;
  symptom(): Promise<Symptom | undefined>;
  /** Empty: go on without logging in. */
  password(user: string, word?: PasswordWord): Promise<string>;
  confirm(question: string): Promise<boolean>;
  /** One of several; the first is the one that Enter takes. */
  choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  /** One line. `check` gives what is wrong with it; `usual` is what Enter takes. */
  text(question: string, options?: { usual?: string; check?: (text: string) => string | undefined }): Promise<string>;
}

export type PasswordWord = 'Password' | 'App password';

export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/** A person can be asked: both ends are a terminal, and nothing says that this is a script. */
export function mayAsk(
  wishes: { input?: boolean; machine: boolean },
  world: { stdin: { isTTY?: boolean }; stderr: { isTTY?: boolean }; env: NodeJS.ProcessEnv },
): boolean {
  return (
    wishes.input !== false &&
    !wishes.machine &&
    world.stdin.isTTY === true &&
    world.stderr.isTTY === true &&
    !isContinuousIntegration(world.env) &&
    world.env.TERM !== 'dumb'
  );
}

export const isContinuousIntegration = (env: NodeJS.ProcessEnv): boolean =>
  env.CI !== undefined && env.CI !== '' && env.CI !== 'false' && env.CI !== '0';

/** One question at a time, each loaded on use. @throws Cancelled on Ctrl-C. */
export function createPrompts({ stdin, terminal }: Pick<Shell, 'stdin' | 'terminal'>): Prompts {
  const context = { input: stdin, output: terminal };
  let last: Promise<unknown> = Promise.resolve();
  const ask = <T>(question: () => Promise<T>): Promise<T> => {
    const answer = last
      .catch(() => {})
      .then(question)
      .catch((error: Error) => {
        throw error.name === 'ExitPromptError' ? new Cancelled() : error;
      });
    last = answer;
    return answer;
  };
  return {
    address: () =>
      ask(async () => {
        const { input } = await import('./inquirer.ts');
        const validate = (text: string) => /\S/.test(text) || 'Write an address, a domain or a server.';
        return (await input({ message: 'Which mail address does not work?', validate }, context)).trim();
      }),
    symptom: () =>
      ask(async () => {
        const { select } = await import('./inquirer.ts');
        const choices: { name: string; value: Symptom | 'all' }[] = [
          { name: 'I cannot send', value: 'send' },
          { name: 'I do not get mail', value: 'receive' },
          { name: 'my devices show different things', value: 'sync' },
          { name: 'something else: check everything', value: 'all' },
        ];
        const answer = await select({ message: 'What is wrong?', choices, default: 'all' }, context);
        return answer === 'all' ? undefined : answer;
      }),
    password: (user, word = 'Password') =>
      ask(async () => {
        const { password } = await import('./inquirer.ts');
        const message = `${word} of ${user} (Enter: without logging in)`;
        return password({ message, mask: true, toggleMask: false }, context);
      }),
    confirm: (message) =>
      ask(async () => {
        const { confirm } = await import('./inquirer.ts');
        return confirm({ message, default: false }, context);
      }),
    choose: (message, choices) =>
      ask(async () => {
        const { select } = await import('./inquirer.ts');
        return select({ message, choices: [...choices] }, context);
      }),
    text: (message, { usual, check } = {}) =>
      ask(async () => {
        const { input } = await import('./inquirer.ts');
        const validate = (text: string) => check?.(text.trim()) ?? true;
        return (await input({ message, validate, ...(usual === undefined ? {} : { default: usual }) }, context)).trim();
      }),
  };
}
