import type { Credentials } from '../../model/secret.ts';
import type { Target } from '../../model/target.ts';
import { splitWords } from '../../settings/command-words.ts';
import type { SecretSource } from '../../settings/secret-place.ts';
import { obtainCredentials } from '../credentials.ts';
import { secretSource } from '../secret-source.ts';
import { readSecret } from '../secrets.ts';
import { UsageError } from '../usage-error.ts';
import type { Chosen } from './choose-servers.ts';
import type { Session } from './session.ts';
import { sides } from './tell-found.ts';

/** What an account is logged in with, and where it was got from, when that was named. */
export interface LogInBy {
  readonly credentials?: Credentials | undefined;
  readonly source?: SecretSource | undefined;
}

/** Reads the secret from where options say it is, or asks for it; with neither, nobody logs in. @throws UsageError, Cancelled */
export async function logInBy(user: string, chosen: Chosen, session: Session): Promise<LogInBy> {
  const { options, shell, prompts, lab } = session;
  if (options.login === false) return {};
  if (lab !== undefined) return lab.credentials === undefined ? {} : { credentials: lab.credentials };
  const source = secretSource(options, shell.env);
  if (source === undefined && wantsToken(chosen)) {
    if (prompts !== undefined)
      shell.say('These servers take no password from mail programs, only OAuth 2.0 access tokens.');
    return tokenByCommand(session);
  }
  const servers = sides.flatMap((side) => {
    const one = chosen[side];
    return one === undefined ? [] : [{ protocol: one.type, host: one.host }];
  });
  const target: Target = { user, servers, protocols: ['imap', 'pop3', 'smtp'], ceiling: 'authenticate', survey: false };
  const word = methodsOf(chosen).includes('app-password') ? 'App password' : 'Password';
  const asking = prompts && { ...prompts, password: (name: string) => prompts.password(name, word) };
  const credentials = await obtainCredentials(target, options, shell, { prompts: asking, needed: false });
  return { ...(credentials === undefined ? {} : { credentials }), ...(source === undefined ? {} : { source }) };
}

const methodsOf = (chosen: Chosen) => sides.flatMap((side) => chosen[side]?.auth ?? []);

/** Their publishers say that mail programs log in by OAuth 2.0, and by nothing else. */
const wantsToken = (chosen: Chosen): boolean =>
  sides
    .flatMap((side) => chosen[side] ?? [])
    .every(({ auth }) => auth.length > 0 && auth.every((one) => one === 'oauth2'));

/** A person types passwords, not tokens, which end after an hour: a command gives them. Empty: nobody logs in. */
export async function tokenByCommand({ prompts, shell }: Session): Promise<LogInBy> {
  const check = (text: string) =>
    text === '' || splitWords(text) !== undefined ? undefined : 'Write a program and its arguments.';
  while (prompts !== undefined) {
    const line = await prompts.text('Command that prints an access token (Enter: without logging in)', { check });
    const words = splitWords(line);
    if (words === undefined) return {};
    const source: SecretSource = { kind: 'access-token', option: 'the command', place: { from: 'command', words } };
    try {
      const credentials = await readSecret(source, shell);
      shell.secrets.add(credentials.secret);
      return { credentials, source };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      for (const one of [error.message, ...error.wayOut]) shell.say(one);
    }
  }
  return {};
}
