import type { Options } from '../commands/options.ts';
import { within } from '../model/evidence.ts';
import type { Credentials } from '../model/secret.ts';
import { Secret } from '../model/secret.ts';
import { stopStages, type Target } from '../model/target.ts';
import { safeWays } from './arguments.ts';
import type { Prompts } from './prompts.ts';
import { secretSource, secretVariables } from './secret-source.ts';
import { readSecret } from './secrets.ts';
import type { Shell } from './shell.ts';
import { Cancelled, UsageError } from './usage-error.ts';
import { refuseWatchers } from './watchers.ts';

/** Secrets of fewer bytes are found in what they have nothing to do with. */
const shortest = 4;

/**
 * Finds what the run logs in with: from the source that was given, else by asking. Undefined: nobody logs in.
 * @throws UsageError when a login was asked for and there is nothing to log in with
 */
export async function obtainCredentials(
  target: Target,
  options: Options,
  shell: Shell,
  { prompts, needed }: { prompts: Prompts | undefined; needed: boolean },
): Promise<Credentials | undefined> {
  const source = secretSource(options, shell.env);
  const user = target.user ?? target.address;
  try {
    if (!logsIn(target)) return undefined;
    if (source !== undefined && user !== undefined) {
      const credentials = await Promise.race([readSecret(source, shell), stopped(shell.signal)]);
      shell.secrets.add(credentials.secret);
      refuseShortSecret(credentials, options);
      if (options.verbose === true)
        shell.say(
          `The ${source.kind.replace('-', ' ')}${options.redactUser === true ? '' : ` of ${user}`} comes from ${source.option}.`,
        );
      return credentials;
    }
    if (source !== undefined && source.ambient !== true) {
      throw new UsageError(`${source.option}: nobody is named who logs in.`, 'Say who: --user NAME');
    }
    // A profile may know who logs in and leave the secret to whoever runs it.
    const asked = needed || (options.user !== undefined && options.stored === undefined);
    if (user === undefined) {
      if (needed) throw new UsageError('nobody is named who logs in.', 'Give the address, or --user NAME');
      return undefined;
    }
    if (prompts === undefined) {
      if (!asked) return undefined;
      throw new UsageError(`there is no password for ${user}, and nobody can be asked for it here.`, ...safeWays);
    }
    refuseWatchers(shell.env);
    const text = await prompts.password(user);
    if (text === '') {
      if (needed) throw new UsageError('the password is empty, and nothing can be seen without logging in.');
      return undefined;
    }
    const secret = new Secret(text);
    shell.secrets.add(secret);
    const credentials: Credentials = { kind: 'password', secret };
    refuseShortSecret(credentials, options);
    return credentials;
  } finally {
    // Read once; neither helpers nor crash reports are to see them.
    for (const name of Object.values(secretVariables)) delete shell.env[name];
  }
}

/** So few characters occur in other words: what was said cannot be shown without them. @throws UsageError */
function refuseShortSecret({ kind, secret }: Credentials, options: Options): void {
  if (Buffer.byteLength(secret.reveal()) >= shortest) return;
  const formats = (options.format ?? []).filter(({ format }) => format !== 'text');
  const option =
    options.transcript === true
      ? '--transcript'
      : options.verbose === true
        ? '--verbose'
        : options.save !== undefined
          ? '--save'
          : formats[0] && `--format ${formats[0].format}`;
  if (option === undefined) return;
  throw new UsageError(
    `${option}: a ${kind.replace('-', ' ')} of less than ${shortest} characters cannot be told from other text, and would be shown.`,
    `Leave ${option} away.`,
  );
}

/** Whether the run comes so far that somebody logs in. */
export function logsIn({ ceiling, stopAfter }: Target): boolean {
  if (!within('authenticate', ceiling)) return false;
  return stopAfter === undefined || stopStages.indexOf(stopAfter) >= stopStages.indexOf('auth');
}

/** Nothing is known yet that would be worth a report. @throws Cancelled when the signal is aborted */
function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => reject(new Cancelled());
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
  });
}
