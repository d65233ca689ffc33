import { UsageError } from './usage-error.ts';

export const safeWays: readonly string[] = [
  'Give it by --password-stdin, --password-file FILE, --password-command COMMAND or --password-env NAME,',
  'in the variable MAILCHECK_PASSWORD, or type it when asked. The same with --access-token-… for tokens.',
];

/**
 * Refuses secrets in arguments, which every user of the machine can read. Never repeats the value.
 * @throws UsageError
 */
export function refuseSecretsInArguments(argv: readonly string[]): void {
  const end = argv.indexOf('--');
  for (const arg of end < 0 ? argv : argv.slice(0, end)) {
    const name = /^--?(password|passwd|pass|access-token|token)(?:=|$)/i.exec(arg)?.[1];
    if (name !== undefined) {
      throw new UsageError(`--${name}: every user of this machine can read a secret in the arguments.`, ...safeWays);
    }
  }
}
