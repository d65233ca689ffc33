import { type CommanderError, Command as Parser } from 'commander';
import type { Command } from '../commands/command.ts';
import { UsageError } from './usage-error.ts';

/** The parser's complaint in our words. What stands behind `=` of an unknown option may be a secret: never repeated. */
export function parserProblem(
  error: CommanderError,
  argv: readonly string[],
  commands: readonly Command[],
): UsageError {
  const command = commands.find(({ name }) => argv.includes(name));
  const help = command === undefined ? 'mailcheck --help' : `mailcheck ${command.name} --help`;
  const [what = '', hint] = error.message.replace(/^error: /, '').split('\n(Did you mean ');
  const suggestion = hint === undefined ? '' : ` Did you mean ${hint.replace(/\?\)$/, '')}?`;
  switch (error.code) {
    case 'commander.unknownOption': {
      const written = /^unknown option '([\s\S]*)'$/.exec(what)?.[1] ?? '';
      const name = written.startsWith('--') ? (written.split('=')[0] as string) : written.slice(0, 2);
      const known = suggestion || nearestOption(name, command);
      return new UsageError(`there is no option ${name}.${known}`, `All options: ${help}`);
    }
    case 'commander.unknownCommand': {
      const name = /^unknown command '([\s\S]*)'$/.exec(what)?.[1] ?? '';
      const likely =
        name.includes('@') || name.includes('.') ? ` Did you mean mailcheck diagnose ${name}?` : suggestion;
      return new UsageError(`there is no command "${name}".${likely}`, `All commands: ${help}`);
    }
    default:
      return new UsageError(`${what}${/[.?]$/.test(what) ? '' : '.'}${suggestion}`, `All options: ${help}`);
  }
}

/** The parser looks for neighbours of the whole word; for `--formt=json` it has to be asked about the name alone. */
function nearestOption(name: string, command: Command | undefined): string {
  if (!name.startsWith('--')) return '';
  const parser = new Parser().exitOverride().configureOutput({ outputError: () => {} });
  for (const { flags } of command?.options ?? []) parser.option(flags);
  try {
    parser.parse([name], { from: 'user' });
  } catch (error) {
    const hint = /\(Did you mean ([^)]*)\?\)/.exec((error as Error).message)?.[1];
    return hint === undefined ? '' : ` Did you mean ${hint}?`;
  }
  return '';
}
