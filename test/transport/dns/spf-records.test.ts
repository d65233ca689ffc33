import { expect, test } from 'vitest';
import { replyTo } from './fake-nameserver.ts';
import { ask, serve } from './setup.ts';

const txt = (name: string, data: readonly (string | Buffer)[], type = 16) => ({ name, type, class: 1, ttl: 60, data });

/** What the resolver makes of TXT (or SPF) records with these strings. */
const read = async (records: readonly (readonly (string | Buffer)[])[], type: 'TXT' | 'SPF' = 'TXT') => {
  const server = await serve((asked) =>
    asked.reply(replyTo(asked, { answers: records.map((data) => txt(asked.name, data, type === 'TXT' ? 16 : 99)) })),
  );
  return ask([server.address]).data('example.org', type);
};

test('the strings of a record are joined without a space', async () => {
  expect(
    await read([
      ['v=spf1 ip4:', '192.0.2.1 -all'],
      ['v=spf1', 'mx'],
    ]),
  ).toEqual(['v=spf1 ip4:192.0.2.1 -all', 'v=spf1mx']);
});

test('a record of one empty string is an empty text', async () => expect(await read([['']])).toEqual(['']));

test.each([[[0x80]], [[0xef, 0xbb, 0xbf]], [[0x96]], [[0xc3, 0xa9]]])(
  'octets beyond ASCII stay beyond it (%j)',
  async (octets) => {
    const [text] = await read([[Buffer.from([...Buffer.from('v=spf1 '), ...octets, ...Buffer.from('all')])]]);
    expect(text).toMatch(/^v=spf1 [^\0-\x7f]+all$/);
  },
);

test('records of type SPF can be asked for', async () => {
  expect(await read([['v=spf1 ', '-all']], 'SPF')).toEqual(['v=spf1 -all']);
});

test('a name with spaces and percent signs, as macros make them, is asked for as it is', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers: [txt(asked.name, ['here'])] })));
  expect(await ask([server.address]).data('p%c  s.example.org', 'TXT')).toEqual(['here']);
  expect(server.questions.map(({ name }) => name)).toEqual(['p%c  s.example.org']);
});

test('a byte order mark before the version is not lost', async () => {
  const [text] = await read([[Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from('v=spf1 -all')])]]);
  expect(text).toBe('\ufeffv=spf1 -all');
});
