import { healthy } from '../../src/lab/healthy.ts';
import type { WorldPlan } from '../../src/lab/plan.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import type { Session } from '../../src/model/session.ts';
import { smtpReply } from '../../src/protocols/smtp/reply.ts';
import { createDialer } from '../../src/transport/dial.ts';
import { createRedactor } from '../../src/transport/redactor.ts';
import { type FakeJournal, fakeJournal } from '../probes/fake-run.ts';
import { open } from './sockets.ts';

/** The healthy lab, but for what is changed. */
export async function labOf(change: (plan: WorldPlan) => void = () => {}): Promise<World> {
  const plan = healthy();
  change(plan);
  const world = await startWorld(plan);
  open.push(world);
  return world;
}

export interface LoggedIn {
  readonly session: Session;
  readonly journal: FakeJournal;
  readonly abort: AbortController;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function secured(world: World, port: number, limits: Limits) {
  const journal = fakeJournal();
  const abort = new AbortController();
  const redactor = createRedactor();
  redactor.add(world.password);
  const session = await createDialer({ network: world.network, limits, redactor }).connect({
    host: 'mail.lab.test',
    ip: '192.0.2.10',
    port,
    journal,
    signal: abort.signal,
  });
  await session.startTls('tls');
  return { session, journal, abort };
}

/** A session on port 465 that is logged in. */
export async function submission(world: World): Promise<LoggedIn> {
  const logged = await secured(world, 465, defaultLimits);
  const { session } = logged;
  await session.receive('greeting', smtpReply(defaultLimits));
  for (const line of ['EHLO [192.0.2.99]', `AUTH PLAIN ${base64(`\0${world.user}\0${world.password.reveal()}`)}`]) {
    session.send(line, { shown: line.split(' ')[0] ?? '' });
    await session.receive('auth', smtpReply(defaultLimits));
  }
  return logged;
}

/** A session on port 993 that is logged in. */
export async function imaps(world: World): Promise<LoggedIn> {
  const logged = await secured(world, 993, defaultLimits);
  const { session } = logged;
  const oneLine = {
    ...{ maxLine: 4096, maxReply: 4096, maxLines: 1, maxLiteral: 0 },
    line: (text: string) => ({ done: text }),
  };
  await session.receive('greeting', oneLine);
  session.send(`a1 AUTHENTICATE PLAIN ${base64(`\0${world.user}\0${world.password.reveal()}`)}`, {
    shown: 'a1 [secret]',
  });
  await session.receive('auth', oneLine);
  return logged;
}
