import type { Report } from '../../index.ts';
import { type Credentials, Secret } from '../../model/secret.ts';
import type { ServerSettings } from '../../model/settings.ts';
import { oneLine } from '../../report/client-settings.ts';
import type { Choice } from '../prompts.ts';
import { type Chosen, typedAt } from './choose-servers.ts';
import { type LoginProof, proveLogin } from './prove-login.ts';
import type { Session } from './session.ts';
import { type Side, sideNames, sides } from './tell-found.ts';

/** An account as far as it was proved. */
export interface ProvedAccount {
  readonly user: string;
  readonly credentials: Credentials | undefined;
  readonly servers: { readonly [S in Side]?: ServerSettings & { readonly isIn: boolean } };
  /** Of a server that could not be proved; nothing is to be saved then. */
  readonly failed?: Report;
}

/** A person who gives up is not to be asked for ever. */
const mostRounds = 5;

type Next =
  | { readonly step: 'server'; readonly server: ServerSettings }
  | { readonly step: 'type' | 'password' | 'user' | 'keep' | 'stop' };

/**
 * Proves each server by logging in there, once; the outgoing one only when the incoming one has taken the password. What
 * fails is told, and a person chooses how to go on. @throws UsageError, Cancelled
 */
export async function proveAccount(
  chosen: Chosen,
  login: { readonly user: string; readonly credentials: Credentials | undefined },
  session: Session,
): Promise<ProvedAccount> {
  let { user, credentials } = login;
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
          ? await nextStep(proof, session)
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
          credentials = await typedPassword(user, session);
          break;
        case 'stop':
          return { user, credentials, servers, failed: proof.report };
      }
    }
  }
  return { user, credentials, servers };
}

async function typedPassword(user: string, { prompts, shell }: Session): Promise<Credentials | undefined> {
  const text = (await prompts?.password(user)) ?? '';
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
  if (options.quiet !== true || state === 'refused' || state === 'failed') {
    shell.say(`${sideNames[side]}   ${oneLine(server)}: ${words[state]}`);
  }
  if (state === 'in' || state === 'open') return;
  const [cause] = report.causes;
  const lines =
    cause === undefined
      ? report.findings.slice(0, 2).map(({ text }) => text)
      : [`${cause.title}. ${cause.summary}`, ...cause.actions.slice(0, 2).map(({ text }) => `Do: ${text}`)];
  for (const line of lines) shell.say(`           ${line}`);
}

async function nextStep({ state, instead }: LoginProof, { prompts }: Session): Promise<Next> {
  if (prompts === undefined) return { step: 'stop' };
  const choices: readonly Choice<Next>[] =
    state === 'refused'
      ? [
          { name: 'type the password again', value: { step: 'password' } },
          { name: 'log in by another user name', value: { step: 'user' } },
          { name: 'keep the server without a login', value: { step: 'keep' } },
        ]
      : [
          ...instead.map(
            (server): Choice<Next> => ({
              name: `use ${oneLine(server)}, which works`,
              value: { step: 'server', server: settingsOf(server) },
            }),
          ),
          { name: 'type another server', value: { step: 'type' } },
        ];
  return prompts.choose('What now?', [...choices, { name: 'stop, and save nothing', value: { step: 'stop' } }]);
}

const settingsOf = ({ type, host, port, security, auth }: ServerSettings): ServerSettings => ({
  type,
  host,
  port,
  security,
  auth,
});

const localPart = (user: string): string => user.slice(0, user.includes('@') ? user.lastIndexOf('@') : undefined);
