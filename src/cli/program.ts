import { InvalidArgumentError, Option, Command as Parser } from 'commander';
import type { BadValue, Command, OptionData } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { UsageError } from './usage-error.ts';

export type Start = (command: Command, argument: string | undefined, options: Options) => Promise<void>;

interface HelpOutput {
  /** Of a terminal; elsewhere undefined. */
  readonly columns?: number | undefined;
  write(text: string): void;
}

/** What the parser sees of the shell. */
export interface ParserWorld {
  readonly env: NodeJS.ProcessEnv;
  /** Takes the help that was asked for. */
  readonly help: HelpOutput;
  /** Takes help where a command is missing. */
  readonly missing: HelpOutput;
}

/**
 * The parser, made from the command data. It writes only help; errors are thrown.
 * @param called the command that has to know its options; the others are there to be listed
 */
export function createProgram(
  commands: readonly Command[],
  called: string | undefined,
  world: ParserWorld,
  start: Start,
): Parser {
  const program = configured(new Parser('mailcheck'), world)
    .description('Finds out why a mail account, server or domain does not work, and what to do now.')
    .usage('<command> [options]')
    .helpCommand('help [command]', 'show the help of a command')
    .option('-V, --version', 'show the version')
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm: (one) => `${one.name()} ${one.usage().replace(/\[options\] ?/, '')}`.trimEnd() })
    .addHelpText('after', closing);
  for (const command of commands) {
    const needed = command.name === called ? command : { ...command, options: [] };
    program.addCommand(createCommand(needed, world, start));
  }
  return program;
}

const closing = `
Start with:
  mailcheck diagnose ann@example.org        find the servers and check everything
  mailcheck diagnose --lab cert-expired     see it work, without any network
  mailcheck help diagnose                   all options of a command
`;

const configured = (parser: Parser, { help, missing }: ParserWorld): Parser =>
  parser
    .helpOption('-h, --help', 'show this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => help.write(text),
      getOutHelpWidth: () => help.columns ?? usualWidth,
      writeErr: (text) => missing.write(text),
      getErrHelpWidth: () => missing.columns ?? usualWidth,
      outputError: () => {},
    });

/** Where there is no terminal. */
const usualWidth = 80;

function createCommand(command: Command, world: ParserWorld, start: Start): Parser {
  const parser = configured(new Parser(command.name), world)
    .summary(command.summary)
    .description(sentence(command.summary) + (command.about === undefined ? '' : `\n\n${command.about}`))
    .allowExcessArguments(false);
  const { argument } = command;
  if (argument !== undefined) {
    // The lab and saved evidence know by themselves what is asked about.
    parser.argument(argument.list === true ? `[${argument.name}...]` : `[${argument.name}]`, argument.summary);
    if (argument.required) parser.usage(`[options] <${argument.name}>`);
  }
  for (const data of command.options) parser.addOption(createOption(data).helpGroup(`${data.group}:`));
  parser.addHelpText('after', examplesOf(command));
  parser.action((...given: unknown[]) => {
    const several = argument?.list === true ? { targets: given[0] as readonly string[] } : {};
    const first = argument === undefined || argument.list === true ? undefined : (given[0] as string | undefined);
    const options = { ...withEnvironment(command, parser.opts(), world.env), ...several };
    if (
      argument?.required === true &&
      first === undefined &&
      options.lab === undefined &&
      options.replay === undefined &&
      options.profile === undefined
    ) {
      throw new UsageError(`the ${argument.name} is missing.`, `For example: ${command.examples[0]?.line}`);
    }
    return start(command, first, options);
  });
  return parser;
}

function createOption(data: OptionData): Option {
  const notes = [
    ...(data.choices === undefined ? [] : [data.choices.join(', ')]),
    ...(data.standard === undefined ? [] : [`default: ${data.standard}`]),
  ];
  const option = new Option(data.flags, data.summary + (notes.length === 0 ? '' : ` (${notes.join('; ')})`));
  if (option.required) {
    option.argParser((text: string, before: unknown) => {
      const value = readValue(data, text);
      if (isBad(value)) throw new InvalidArgumentError(value.problem);
      return data.list === true ? [...((before as unknown[] | undefined) ?? []), value] : value;
    });
  }
  if (data.conflicts !== undefined) option.conflicts([...data.conflicts]);
  return option;
}

/** Options, then the environment. An empty variable is as good as none. @throws UsageError naming the variable */
function withEnvironment(command: Command, given: Record<string, unknown>, env: NodeJS.ProcessEnv): Options {
  const options: Record<string, unknown> = { ...given };
  for (const data of command.options) {
    const text = data.env === undefined ? undefined : env[data.env]?.trim();
    if (text === undefined || text === '') continue;
    const option = new Option(data.flags);
    const name = option.attributeName();
    if (!option.required) {
      if (!/^(0|false|no)$/i.test(text)) options[name] = !option.negate;
    } else if (options[name] === undefined) {
      const values = (data.list === true ? text.split(/\s+/) : [text]).map((one) => {
        const value = readValue(data, one);
        if (isBad(value)) throw new UsageError(`${data.env}=${one} in the environment is invalid.`, value.problem);
        return value;
      });
      options[name] = data.list === true ? values : values[0];
    }
  }
  return options;
}

function readValue(data: OptionData, text: string): unknown {
  if (data.choices !== undefined && !data.choices.includes(text)) {
    return { problem: `Choices are ${data.choices.join(', ')}.` };
  }
  return data.parse === undefined ? text : data.parse(text);
}

const isBad = (value: unknown): value is BadValue =>
  typeof value === 'object' && value !== null && 'problem' in value && typeof value.problem === 'string';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function examplesOf({ examples }: Command): string {
  const lines = examples.map(({ line, says }) => `  # ${says}\n  ${line}`);
  return `\nExamples:\n${lines.join('\n')}\n`;
}
