import { describe, expect, test } from 'vitest';
import { askBulk } from '../../../src/probes/blocklist/ask-bulk.ts';
import { type AskResolverOptions, askResolver } from '../../../src/probes/blocklist/ask-resolver.ts';
import { type AskList, createListDesk } from '../../../src/probes/blocklist/desk.ts';
import { type Asked, a, replyTo } from '../../transport/dns/fake-nameserver.ts';
import { ask, bulk, serve } from '../../transport/dns/setup.ts';
import { fakeJournal } from '../fake-run.ts';
import { io, target } from '../world.ts';
import { listAt, subjectOf, unhurried } from './desk-world.ts';

const zone = 'psbl.surriel.com';
const nxdomain = 3;
/** The test entries of a sound list; undefined for everything else. */
function sound(asked: Asked): Buffer | undefined {
  if (asked.name === `2.0.0.127.${zone}`) return replyTo(asked, { answers: [a(asked.name, '127.0.0.2')] });
  return asked.name === `9.113.0.203.${zone}` ? undefined : replyTo(asked, { rcode: nxdomain });
}

const ways: readonly (readonly [string, (address: string, dnsMs: number) => AskList])[] = [
  ['the resolver', (address, dnsMs) => throughResolver(address, dnsMs)],
  [
    'the bulk resolver',
    (address, dnsMs) => askBulk({ bulk: bulk([address], { dnsMs }), others: throughResolver(address, dnsMs) }),
  ],
];
function throughResolver(address: string, dnsMs: number): AskList {
  const { resolver } = ask([address], { dnsMs });
  const world = io({ resolver });
  const options: AskResolverOptions = {
    io: { ...world, limits: { ...world.limits, dnsMs } },
    target: target(),
    ...unhurried,
  };
  return askResolver(options);
}

describe.each(ways)('through %s', (_, through) => {
  async function desk(handle: (asked: Asked) => void, dnsMs = 5_000) {
    const server = await serve(handle);
    const list = listAt(zone);
    const one = createListDesk({ ask: through(server.address, dnsMs), keys: new Map(), reasons: [], now: () => 0 });
    const by = { journal: fakeJournal(), signal: new AbortController().signal };
    return {
      server,
      check: async (subject = '203.0.113.9') => one.check(list, await subjectOf(subject, list), by),
    };
  }

  test('an answer that comes too late changes no verdict', async () => {
    const held: Asked[] = [];
    const { check } = await desk((asked) => {
      const reply = sound(asked);
      if (reply === undefined) held.push(asked);
      else asked.reply(reply);
    }, 300);
    const result = await check();
    expect(result).toMatchObject({ verdict: 'unknown', unknown: 'timeout' });
    for (const asked of held) asked.reply(replyTo(asked, { answers: [a(asked.name, '127.0.0.2')] }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(result).toMatchObject({ verdict: 'unknown', unknown: 'timeout', answers: [] });
  });

  test('an answer that was cut short is asked for again over TCP', async () => {
    const { check, server } = await desk((asked) => {
      const reply = sound(asked);
      if (reply !== undefined) asked.reply(reply);
      else if (asked.over === 'udp') asked.reply(replyTo(asked, { truncated: true }));
      else asked.reply(replyTo(asked, { answers: [a(asked.name, '127.0.0.2')] }));
    });
    expect(await check()).toMatchObject({ verdict: 'listed', answers: ['127.0.0.2'] });
    expect(server.questions.some(({ over }) => over === 'tcp')).toBe(true);
  });

  test('the same address asked about twice is one question', async () => {
    const { check, server } = await desk((asked) =>
      asked.reply(sound(asked) ?? replyTo(asked, { answers: [a(asked.name, '127.0.0.2')] })),
    );
    const results = await Promise.all([check(), check('::ffff:203.0.113.9'), check()]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['listed', 'listed', 'listed']);
    expect(server.questions.filter(({ name }) => name === `9.113.0.203.${zone}`)).toHaveLength(1);
  });

  test('servers that fail or refuse are told apart from silence', async () => {
    const rcodes = { servfail: 2, refused: 5 };
    for (const [unknown, rcode] of Object.entries(rcodes)) {
      const { check } = await desk((asked) => asked.reply(sound(asked) ?? replyTo(asked, { rcode })));
      expect(await check()).toMatchObject({ verdict: 'unknown', unknown });
    }
  });
});
