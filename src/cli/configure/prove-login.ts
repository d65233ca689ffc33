import { judge, type Report } from '../../index.ts';
import type { Credentials } from '../../model/secret.ts';
import type { ServerProof, ServerSettings } from '../../model/settings.ts';
import { hostPort } from '../../model/subject.ts';
import { proveServers } from '../../prove.ts';
import type { Wishes } from '../../settings/wishes.ts';
import { gatherFrom } from '../gathered.ts';
import { Cancelled } from '../usage-error.ts';
import type { Session } from './session.ts';

/** What came of connecting to a server, and of logging in there where there was something to log in with. */
export interface LoginProof {
  /** `in`: the login was taken. `open`: nobody logged in, and nothing speaks against it. */
  readonly state: 'in' | 'open' | 'refused' | 'failed';
  readonly report: Report;
  /** What works at the same host instead, best first. */
  readonly instead: readonly ServerProof[];
}

/** Connects to a server and its neighbours at the same host, and logs in at the server itself, once. @throws UsageError, Cancelled */
export async function proveLogin(
  server: ServerSettings,
  user: string,
  credentials: Credentials | undefined,
  { command, options, shell, screen, lab }: Session,
): Promise<LoginProof> {
  const { type, host, port, security } = server;
  const { imap: _i, pop3: _p, smtp: _s, stored: _, ...rest } = options;
  const named = [hostPort(host, port)];
  const wishes = (): Wishes => ({
    what: undefined,
    kind: 'server',
    protocols: [type],
    ceiling: credentials === undefined ? 'connect' : 'authenticate',
    stopAfter: credentials === undefined ? 'capabilities' : 'auth',
    survey: true,
    servers: { [type]: named },
  });
  const { evidence, settle } = await gatherFrom(
    {
      command: { ...command, wishes },
      argument: undefined,
      // Whoever chose the server has said that the password may go there.
      options: { ...rest, [type]: named, security, user, confirmHost: [host] },
      shell,
      prompts: undefined,
      screen,
      stream: false,
      ...(credentials === undefined ? {} : { credentials }),
    },
    lab,
  );
  const report = judge(evidence);
  settle(report);
  if (shell.stoppedBy() !== undefined) throw new Cancelled();
  const proofs = proveServers(evidence).filter((one) => one.type === type && one.host === host);
  const isProved = proofs.some((one) => one.port === port && one.security === security);
  return {
    state: stateOf(report, server, { isProved, logsIn: credentials !== undefined }),
    report,
    instead: proofs.filter((one) => one.port !== port || one.security !== security),
  };
}

function stateOf(
  { evidence }: Report,
  { type, host, port }: ServerSettings,
  { isProved, logsIn }: { isProved: boolean; logsIn: boolean },
): LoginProof['state'] {
  if (!logsIn) return isProved ? 'open' : 'failed';
  const logins = evidence.filter(
    ({ fact, subject }) =>
      fact === 'auth/login' &&
      subject.kind === 'endpoint' &&
      subject.protocol === type &&
      subject.host === host &&
      subject.port === port,
  );
  if (logins.some(({ outcome }) => outcome.status === 'observed')) return 'in';
  const isRefused = logins.some(({ outcome }) => outcome.status === 'failed' && outcome.failure.kind === 'rejected');
  return isRefused ? 'refused' : 'failed';
}
