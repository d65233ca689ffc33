import type { Command } from '../commands/command.ts';
import { UsageError } from './usage-error.ts';

export const safeWays: readonly string[] = [
  'Give it by --password-stdin, --password-file FILE, --password-command COMMAND or --password-env NAME,',
  'in the variable MAILCHECK_PASSWORD, or type it when asked. The same with --access-token-… for tokens.',
];

export const keyWays: readonly string[] = [
  'Say where the key is: --key spamhaus=env:NAME or --key spamhaus=file:PATH,',
  'or put it into the variable MAILCHECK_DNSBL_KEY_SPAMHAUS (_ABUSIX, _TRENDMICRO).',
];

/** The ways that a command has: some write only where the password is, and most log in nowhere. */
function waysAt(name: string | undefined, commands: readonly Command[]): readonly string[] {
  const flags = commands.find((one) => one.name === name)?.options.map((one) => one.flags);
  if (flags === undefined || flags.includes('--password-stdin')) return safeWays;
  const own = flags
    .filter((one) => one.startsWith('--password-'))
    .map((one) => one.replace(/<(.*)>/, (_, word) => word.toUpperCase()));
  if (own.length > 0) return [`Say where it is: ${own.join(' or ')}`];
  return [`Leave it away: mailcheck ${name} logs in nowhere.`];
}

/**
 * Refuses secrets in arguments, which every user of the machine can read. Never repeats the value.
 * @throws UsageError
 */
export function refuseSecretsInArguments(argv: readonly string[], commands: readonly Command[]): void {
  const end = argv.indexOf('--');
  const args = end < 0 ? argv : argv.slice(0, end);
  for (const [index, arg] of args.entries()) {
    const name = /^--?(password|passwd|pass|access-token|token)(?:=|$)/i.exec(arg)?.[1];
    if (name !== undefined) {
      throw new UsageError(
        `--${name}: every user of this machine can read a secret in the arguments.`,
        ...waysAt(argv[0], commands),
      );
    }
    const source = arg === '--key' ? args[index + 1] : /^--key=(.*)$/s.exec(arg)?.[1];
    if (source !== undefined && !/^[\w.{}-]+=(?:env|file):./s.test(source)) {
      throw new UsageError('--key: every user of this machine can read a key in the arguments.', ...keyWays);
    }
  }
}
