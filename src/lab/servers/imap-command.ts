import type { Connection } from './connection.ts';

/** Atom, string or parenthesised list. */
export type Argument = string | readonly Argument[];

export interface ImapCommand {
  readonly tag: string;
  /** Upper case. */
  readonly name: string;
  readonly args: readonly Argument[];
}

/** Reads one command, literals included (RFC 3501 section 4.3, RFC 7888). */
export async function readCommand(connection: Connection): Promise<ImapCommand> {
  let text = await connection.line();
  for (;;) {
    const literal = /\{(\d{1,9})(\+?)\}$/.exec(text);
    if (literal === null) break;
    if (literal[2] === '') connection.say('+ OK');
    const bytes = await connection.bytes(Number(literal[1]));
    text = `${text.slice(0, literal.index)}${quote(bytes.toString('utf8'))}${await connection.line()}`;
  }
  const [tag, name, ...args] = parseArguments(text);
  return {
    tag: typeof tag === 'string' ? tag : '*',
    name: typeof name === 'string' ? name.toUpperCase() : '',
    args,
  };
}

export const quote = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;

export const textOf = (argument: Argument | undefined): string => (typeof argument === 'string' ? argument : '');

/** Upper-case words of a list; an atom counts as a list of one. */
export const wordsOf = (argument: Argument | undefined): string[] =>
  (typeof argument === 'string' ? [argument] : (argument ?? [])).map((one) => textOf(one).toUpperCase());

export function parseArguments(text: string): Argument[] {
  const stack: Argument[][] = [[]];
  for (const [, open, close, quoted, atom] of text.matchAll(/(\()|(\))|"((?:[^"\\]|\\[\s\S])*)"|([^\s()"]+)/g)) {
    if (open !== undefined) stack.push([]);
    else if (close !== undefined) {
      const list = stack.length > 1 ? stack.pop() : undefined;
      if (list !== undefined) stack.at(-1)?.push(list);
    } else stack.at(-1)?.push(atom ?? (quoted ?? '').replaceAll(/\\([\s\S])/g, '$1'));
  }
  return stack[0] ?? [];
}
