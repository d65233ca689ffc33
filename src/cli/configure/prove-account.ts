import type { Report } from '../../index.ts';
import { type Credentials, Secret } from '../../model/secret.ts';
import type { ServerSettings } from '../../model/settings.ts';
import { oneLine } from '../../report/client-settings.ts';
import type { SecretSource } from '../../settings/secret-place.ts';
import type { Choice, PasswordWord } from '../prompts.ts';
import { type Chosen, typedAt } from './choose-servers.ts';
import { type LogInBy, tokenByCommand } from './log-in-by.ts';
import { type LoginProof, proveLogin } from './prove-login.ts';
import { sayLines } from './say-lines.ts';
import type { Session } from './session.ts';
import { type Side, sideNames, sides } from './tell-found.ts';

/** An account as far as it was proved. */
export interface ProvedAccount {
  readonly user: string;
  readonly credentials: Credentials | undefined;
  /** Where they were got from, when that was named. */
  readonly source: SecretSource | undefined;
  readonly servers: { readonly [S in Side]?: ServerSettings & { readonly isIn: boolean } };
  /** Of a server that could not be proved; nothing is to be saved then. */
  readonly failed?: Report;
}

/** A person who gives up is not to be asked for ever. */
const mostRounds = 5;

type Next =
  | { readonly step: 'server'; readonly server: ServerSettings }
  | { readonly step: 'password'; readonly word: PasswordWord }
  | { readonly step: 'type' | 'token' | 'user' | 'keep' | 'stop' };

/**
 * Proves each server by logging in there, once; the outgoing one only when the incoming one has taken the password. What
 * fails is told, and a person chooses how to go on. @throws UsageError, Cancelled
 */
export async function proveAccount(
  chosen: Chosen,
  login: LogInBy & { readonly user: string },
  session: Session,
): Promise<ProvedAccount> {
  let { user, credentials, source } = login;
  const servers: { [S in Side]?: ServerSettings & { readonly isIn: boolean } } = {};
  for (const side of sides) {
    let server = chosen[side];
    for (let round = 0; server !== undefined; round++) {
      const at: ServerSettings = server;
      const proof = await proveLogin(at, user, credentials, session);
      tell(side, at, proof, session);
      const isGood = proof.state === 'in' || proof.state === 'open';
      const next: Next = isGood
        ? { step: 'keep' }
        : round < mostRounds
          ? await nextStep(at, proof, credentials, session)
          : { step: 'stop' };
      switch (next.step) {
        case 'keep':
          servers[side] = { ...at, isIn: proof.state === 'in' };
          server = undefined;
          break;
        case 'server':
          server = next.server;
          break;
        case 'type':
          server = await typedAt(side, session);
          break;
        case 'user':
          user = (await session.prompts?.text('User name', { usual: localPart(user) })) ?? user;
          break;
        case 'password':
          credentials = await typedPassword(user, next.word, session);
          source = undefined;
          break;
        case 'token':
          ({ credentials, source } = await tokenByCommand(session));
          break;
        case 'stop':
          return { user, credentials, source, servers, failed: proof.report };
      }
    }
  }
  return { user, credentials, source, servers };
}

async function typedPassword(
  user: string,
  word: PasswordWord,
  { prompts, shell }: Session,
): Promise<Credentials | undefined> {
  const text = (await prompts?.password(user, word)) ?? '';
  if (text === '') return undefined;
  const secret = new Secret(text);
  shell.secrets.add(secret);
  return { kind: 'password', secret };
}

function tell(side: Side, server: ServerSettings, { state, report }: LoginProof, { shell, options }: Session): void {
  const words = {
    in: 'login works',
    open: 'answers, nobody logged in',
    refused: 'login refused',
    failed: 'does not work',
  };
  const isGood = state === 'in' || state === 'open';
  const lines = isGood ? [] : reasonsIn(report).map((line) => `           ${line}`);
  if (options.quiet !== true || !isGood) {
    sayLines(shell, [`${sideNames[side]}   ${oneLine(server)}: ${words[state]}`, ...lines]);
  }
}

/** Why it does not work, and the first steps. */
function reasonsIn({ causes: [cause], findings }: Report): readonly string[] {
  if (cause === undefined) return findings.slice(0, 2).map(({ text }) => text);
  const steps = cause.actions
    .slice(0, 2)
    .flatMap(({ text, command }) => [`Do: ${text}`, ...(command === undefined ? [] : [`      ${command}`])]);
  return [`${cause.title}. ${cause.summary}`, ...steps];
}

async function nextStep(
  at: ServerSettings,
  proof: LoginProof,
  by: Credentials | undefined,
  { prompts }: Session,
): Promise<Next> {
  if (prompts === undefined) return { step: 'stop' };
  const choices = proof.state === 'refused' ? afterRefusal(proof, by) : afterFailure(at, proof);
  return prompts.choose('What now?', [...choices, { name: 'stop, and save nothing', value: { step: 'stop' } }]);
}

function afterRefusal({ report: { causes } }: LoginProof, by: Credentials | undefined): readonly Choice<Next>[] {
  const isAbout = (id: string): boolean => causes.some((one) => one.id === id);
  const rest: readonly Choice<Next>[] = [
    { name: 'log in by another user name', value: { step: 'user' } },
    { name: 'keep the server without a login', value: { step: 'keep' } },
  ];
  const word: PasswordWord = isAbout('app-password-required') ? 'App password' : 'Password';
  const password = (name: string): Choice<Next> => ({ name, value: { step: 'password', word } });
  const token = (name: string): Choice<Next> => ({ name, value: { step: 'token' } });
  if (by?.kind === 'access-token')
    return [token('give another access token'), password('log in by a password'), ...rest];
  const again = password(word === 'Password' ? 'type the password again' : 'type an app password');
  return [...(isAbout('oauth-required') ? [token('log in by an OAuth 2.0 access token')] : []), again, ...rest];
}

const afterFailure = (at: ServerSettings, { instead }: LoginProof): readonly Choice<Next>[] => [
  ...instead.map(
    (server): Choice<Next> => ({
      name: `use ${oneLine(server)}, which works`,
      value: { step: 'server', server: settingsOf(server) },
    }),
  ),
  { name: 'type another server', value: { step: 'type' } },
  { name: 'try the same once more', value: { step: 'server', server: at } },
];

const settingsOf = ({ type, host, port, security, auth }: ServerSettings): ServerSettings => ({
  type,
  host,
  port,
  security,
  auth,
});

const localPart = (user: string): string => user.slice(0, user.includes('@') ? user.lastIndexOf('@') : undefined);
