import { describe, expect, it } from 'vitest';
import { gather } from '../../src/engine/gather.ts';
import { type Effect, fact, type Observation } from '../../src/model/evidence.ts';
import { Failed, Inconclusive } from '../../src/model/failure.ts';
import { defineProbe, type Probe, type RunEvent } from '../../src/model/probe.ts';
import { address, here, host, type Subject } from '../../src/model/subject.ts';

const name = fact<string>()('t/name', 'host', 'name');
const port = fact<number>()('t/port', 'host', 'port');
const talk = fact<string>()('t/talk', 'host', 'talk');
const far = fact<string>()('t/far', 'address', 'far');
const root = fact<string>()('t/root', 'here', 'root');

const mail = host('mail.example.org');
const never = new Promise<never>(() => {});

async function run(
  probes: readonly Probe[],
  more: {
    seeds?: readonly Subject[];
    ceiling?: Effect;
    signal?: AbortSignal;
    deadlineMs?: number;
    experiments?: (observations: readonly Observation[]) => { probes: readonly Probe[]; seeds: readonly Subject[] };
    onEvent?: (event: RunEvent) => void;
    clock?: () => number;
  } = {},
) {
  const result = await gather({
    probes,
    seeds: more.seeds ?? [mail],
    ceiling: more.ceiling ?? 'connect',
    signal: more.signal ?? new AbortController().signal,
    deadlineMs: more.deadlineMs ?? 5000,
    clock: more.clock ?? (() => performance.now()),
    redact: (text) => text.replaceAll('hunter2', '[secret]'),
    experiments: more.experiments ?? (() => ({ probes: [], seeds: [] })),
    ...(more.onEvent === undefined ? {} : { onEvent: more.onEvent }),
  });
  const outcome = (id: string) => result.observations.find((one) => one.id === id)?.outcome;
  return { ...result, outcome };
}

const names = (value: string | Error) =>
  defineProbe({
    id: 'names',
    on: 'host',
    effect: 'lookup',
    yields: [name],
    run: async (_, at) => {
      await at.stage(name, async () => {
        if (typeof value !== 'string') throw value;
        return value;
      });
    },
  }) as Probe;
const dns = { kind: 'dns', stage: 'dns', trouble: 'servfail' } as const;

describe('gathering', () => {
  it('records what a stage returns, with its transcript, round trips and time', async () => {
    const probe = defineProbe({
      id: 'p',
      on: 'host',
      effect: 'lookup',
      yields: [name],
      run: async (_, at) => {
        await at.stage(name, async () => {
          at.journal.roundTrip();
          at.journal.line({ from: 'server', encrypted: false, expected: true, text: 'the password is hunter2' });
          return 'ann';
        });
        at.journal.line({ from: 'client', encrypted: false, expected: true, text: 'QUIT' });
      },
    }) as Probe;
    const { observations } = await run([probe]);
    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({
      id: 't/name@mail.example.org',
      outcome: { status: 'observed', value: 'ann' },
    });
    expect(observations[0]?.span.roundTrips).toBe(1);
    expect(observations[0]?.transcript.map(({ text }) => text)).toEqual(['the password is [secret]', 'QUIT']);
  });

  it('keeps the lines of stages that overlap apart', async () => {
    const probe = defineProbe({
      id: 'p',
      on: 'host',
      effect: 'lookup',
      yields: [name, talk],
      run: async (_, at) => {
        const say = (text: string) => ({ from: 'client', encrypted: false, expected: true, text }) as const;
        await Promise.all([
          at.stage(name, async (journal) => {
            await Promise.resolve();
            journal.line(say('A'));
            return '';
          }),
          at.stage(talk, async (journal) => {
            journal.line(say('AAAA'));
            return '';
          }),
        ]);
      },
    }) as Probe;
    const { observations } = await run([probe]);
    const texts = observations.map(({ fact: id, transcript }) => [id, ...transcript.map(({ text }) => text)]);
    expect(texts.sort()).toEqual([
      ['t/name', 'A'],
      ['t/talk', 'AAAA'],
    ]);
  });

  it('skips a whole chain because of the first failure in it', async () => {
    const second = defineProbe({
      id: 'second',
      on: 'host',
      effect: 'lookup',
      needs: [name],
      yields: [port],
      run: async () => {},
    }) as Probe;
    const third = defineProbe({
      id: 'third',
      on: 'host',
      effect: 'lookup',
      needs: [port],
      yields: [talk],
      run: async () => {},
    }) as Probe;
    const { outcome } = await run([third, second, names(new Failed(dns))]);
    expect(outcome('t/name@mail.example.org')).toEqual({ status: 'failed', failure: dns });
    const because = { status: 'skipped', because: 't/name@mail.example.org' };
    expect(outcome('t/port@mail.example.org')).toEqual(because);
    expect(outcome('t/talk@mail.example.org')).toEqual(because);
  });

  it('ends a probe at its failed stage, unless the stage says that it does not end it', async () => {
    const probe = (ends: boolean) =>
      defineProbe({
        id: 'p',
        on: 'host',
        effect: 'lookup',
        yields: [name, port],
        run: async (_, at) => {
          const work = async () => {
            throw new Inconclusive('the server put it off');
          };
          if (ends) await at.stage(name, work);
          else await at.stage(name, work, { ends: false });
          await at.stage(port, async () => 25);
        },
      }) as Probe;
    expect((await run([probe(true)])).outcome('t/port@mail.example.org')).toEqual({
      status: 'skipped',
      because: 't/name@mail.example.org',
    });
    expect((await run([probe(false)])).outcome('t/port@mail.example.org')).toEqual({ status: 'observed', value: 25 });
  });

  it('starts a probe while the one that gave it its fact still runs', async () => {
    let release = () => {};
    const first = defineProbe({
      id: 'first',
      on: 'host',
      effect: 'lookup',
      yields: [name, talk],
      run: async (_, at) => {
        await at.stage(name, async () => 'ann');
        await at.stage(talk, () => new Promise<string>((resolve) => (release = () => resolve('released'))));
      },
    }) as Probe;
    const second = defineProbe({
      id: 'second',
      on: 'host',
      effect: 'lookup',
      needs: [name],
      yields: [port],
      run: async (_, at) => {
        await at.stage(port, async () => 25);
        release();
      },
    }) as Probe;
    const { outcome } = await run([first, second]);
    expect(outcome('t/talk@mail.example.org')).toEqual({ status: 'observed', value: 'released' });
  });

  it('runs probes at discovered subjects and at what these belong to', async () => {
    const finds = defineProbe({
      id: 'finds',
      on: 'here',
      effect: 'lookup',
      yields: [root],
      run: async (_, at) => {
        await at.stage(root, async () => 'r');
        at.discover(address('mail.example.org', '192.0.2.1'));
      },
    }) as Probe;
    const there = defineProbe({
      id: 'there',
      on: 'address',
      effect: 'lookup',
      needs: [name],
      yields: [far],
      run: async (at, around) => {
        await around.stage(far, async () => `${around.value(name, at)} at ${at.ip}`);
      },
    }) as Probe;
    const { outcome, observations, timing } = await run([there, finds, names('ann')], { seeds: [here] });
    expect(outcome('t/far@mail.example.org/192.0.2.1')).toEqual({ status: 'observed', value: 'ann at 192.0.2.1' });
    const first = observations.find(({ fact: id }) => id === 't/name');
    expect(first?.span.waitedFor).toBe('t/root@here');
    expect(timing.longestChain).toEqual(['t/root@here', 't/name@mail.example.org', 't/far@mail.example.org/192.0.2.1']);
  });

  it('settles what nobody can ever know', async () => {
    const lost = defineProbe({
      id: 'lost',
      on: 'host',
      effect: 'lookup',
      needs: [far],
      yields: [talk],
      run: async () => {},
    }) as Probe;
    const circle = [
      defineProbe({ id: 'a', on: 'host', effect: 'lookup', after: [port], yields: [name], run: async () => {} }),
      defineProbe({ id: 'b', on: 'host', effect: 'lookup', after: [name], yields: [port], run: async () => {} }),
    ] as Probe[];
    const { observations } = await run([lost, ...circle]);
    expect(observations.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 3 }, () => ({ status: 'skipped', because: 'not-applicable' })),
    );
  });

  it('never runs a probe above the ceiling', async () => {
    const sends = defineProbe({
      id: 'sends',
      on: 'host',
      effect: 'deliver',
      yields: [talk],
      run: async () => {
        throw new Error('it ran');
      },
    }) as Probe;
    const { outcome, crashes } = await run([sends], { ceiling: 'authenticate' });
    expect(outcome('t/talk@mail.example.org')).toEqual({ status: 'skipped', because: 'above-effect-ceiling' });
    expect(crashes).toEqual([]);
  });

  it('lets at most so many probes hold a slot as its limit says', async () => {
    let most = 0;
    let now = 0;
    const polite = defineProbe({
      id: 'polite',
      on: 'address',
      effect: 'connect',
      yields: [far],
      slot: (at) => ({ key: at.host, limit: 2 }),
      run: async (at, around) => {
        now += 1;
        most = Math.max(most, now);
        await around.stage(far, () => new Promise((resolve) => setImmediate(() => resolve(at.ip))));
        now -= 1;
      },
    }) as Probe;
    const seeds = [1, 2, 3, 4, 5].map((n) => address('mail.example.org', `192.0.2.${n}`));
    const { observations } = await run([polite], { seeds });
    expect(most).toBe(2);
    expect(observations.filter(({ outcome }) => outcome.status === 'observed')).toHaveLength(5);
  });

  it('asks for experiments once, when all else is settled', async () => {
    const asked: number[] = [];
    const { outcome } = await run([names('ann')], {
      experiments(observations) {
        asked.push(observations.length);
        const experiment = defineProbe({
          id: 'experiment',
          on: 'here',
          effect: 'connect',
          yields: [root],
          run: async (_, at) => {
            await at.stage(root, async () => 'tried');
          },
        }) as Probe;
        return { probes: [experiment], seeds: [here] };
      },
    });
    expect(asked).toEqual([1]);
    expect(outcome('t/root@here')).toEqual({ status: 'observed', value: 'tried' });
  });

  it('keeps the rest of the run when a probe is at fault', async () => {
    const faulty = defineProbe({
      id: 'faulty',
      on: 'host',
      effect: 'lookup',
      yields: [talk],
      run: async () => {
        throw new TypeError('hunter2 is undefined');
      },
    }) as Probe;
    const { outcome, crashes } = await run([faulty, names('ann')]);
    expect(outcome('t/talk@mail.example.org')).toEqual({ status: 'skipped', because: 'crashed' });
    expect(outcome('t/name@mail.example.org')).toEqual({ status: 'observed', value: 'ann' });
    expect(crashes).toHaveLength(1);
    expect(crashes[0]).toContain('faulty: TypeError: [secret] is undefined');
  });

  it.each([
    ['the signal', 'signal', 'interrupted'],
    ['the deadline', 'deadline', 'deadline'],
  ] as const)('ends at once at %s, although a probe hangs, and keeps what was heard', async (_, how, because) => {
    const abort = new AbortController();
    const hanging = defineProbe({
      id: 'hanging',
      on: 'host',
      effect: 'connect',
      after: [name],
      yields: [talk, port],
      run: async (_at, around) => {
        await around.stage(talk, async () => {
          around.journal.line({ from: 'server', encrypted: false, expected: true, text: '220 wait' });
          if (how === 'signal') abort.abort();
          return await never;
        });
      },
    }) as Probe;
    const result = await run([names('ann'), hanging], {
      signal: abort.signal,
      deadlineMs: how === 'deadline' ? 20 : 60_000,
    });
    expect(result.interrupted).toBe(how);
    expect(result.outcome('t/name@mail.example.org')).toEqual({ status: 'observed', value: 'ann' });
    expect(result.outcome('t/talk@mail.example.org')).toEqual({ status: 'skipped', because });
    expect(result.outcome('t/port@mail.example.org')).toEqual({ status: 'skipped', because });
    const heard = result.observations.find(({ fact: id }) => id === 't/talk');
    expect(heard?.transcript.map(({ text }) => text)).toEqual(['220 wait']);
  });

  it('tells what happens in order', async () => {
    const told: string[] = [];
    await run([names('ann')], { onEvent: ({ type }) => told.push(type) });
    expect(told).toEqual(['discovered', 'discovered', 'started', 'observed', 'finished']);
  });
});
