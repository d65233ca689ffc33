import { UsageError } from './usage-error.ts';

export const safeWays: readonly string[] = [
  'Give it by --password-stdin, --password-file FILE, --password-command COMMAND or --password-env NAME,',
  'in the variable MAILCHECK_PASSWORD, or type it when asked. The same with --access-token-… for tokens.',
];

export const keyWays: readonly string[] = [
  'Say where the key is: --key spamhaus=env:NAME or --key spamhaus=file:PATH,',
  'or put it into the variable MAILCHECK_DNSBL_KEY_SPAMHAUS (_ABUSIX, _TRENDMICRO).',
];

/**
 * Refuses secrets in arguments, which every user of the machine can read. Never repeats the value.
 * @throws UsageError
 */
export function refuseSecretsInArguments(argv: readonly string[]): void {
  const end = argv.indexOf('--');
  const args = end < 0 ? argv : argv.slice(0, end);
  for (const [index, arg] of args.entries()) {
    const name = /^--?(password|passwd|pass|access-token|token)(?:=|$)/i.exec(arg)?.[1];
    if (name !== undefined) {
      throw new UsageError(`--${name}: every user of this machine can read a secret in the arguments.`, ...safeWays);
    }
    const source = arg === '--key' ? args[index + 1] : /^--key=(.*)$/s.exec(arg)?.[1];
    if (source !== undefined && !/^[\w.{}-]+=(?:env|file):./s.test(source)) {
      throw new UsageError('--key: every user of this machine can read a key in the arguments.', ...keyWays);
    }
  }
}
