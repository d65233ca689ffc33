import { expect, test } from 'vitest';
import { a, cname, replyTo, soa } from './fake-nameserver.ts';
import { ask, failureOf, serve } from './setup.ts';

test('follows aliases inside one answer', async () => {
  const server = await serve((asked) =>
    asked.reply(
      replyTo(asked, {
        answers: [
          cname('www.example.org', 'Web.example.net', 60),
          cname('web.example.net', 'host.example.com'),
          a('host.example.com', '192.0.2.1'),
          a('unrelated.example.com', '192.0.2.2'),
        ],
      }),
    ),
  );
  expect(await ask([server.address]).query('www.example.org', 'A')).toMatchObject({
    name: 'www.example.org',
    cnames: ['web.example.net', 'host.example.com'],
    records: [{ name: 'host.example.com', data: '192.0.2.1' }],
  });
  expect(server.questions).toHaveLength(1);
});

test('asks for the target when the server did not follow the alias', async () => {
  const server = await serve((asked) =>
    asked.reply(
      replyTo(asked, {
        answers:
          asked.name === 'www.example.org' ? [cname(asked.name, 'web.example.net')] : [a(asked.name, '192.0.2.1')],
      }),
    ),
  );
  expect(await ask([server.address]).query('www.example.org', 'A')).toMatchObject({
    cnames: ['web.example.net'],
    records: [{ data: '192.0.2.1' }],
  });
  expect(server.questions.map((question) => question.name)).toEqual(['www.example.org', 'web.example.net']);
});

test('believes an SOA or NXDOMAIN behind an alias', async () => {
  const server = await serve((asked) =>
    asked.reply(
      replyTo(asked, {
        answers: [cname(asked.name, 'gone.example.net')],
        ...(asked.type === 1 ? { rcode: 3 } : { authorities: [soa('example.net', 60)] }),
      }),
    ),
  );
  const { query } = ask([server.address]);
  expect(await query('www.example.org', 'A')).toMatchObject({ rcode: 'NXDOMAIN', records: [] });
  expect(await query('www.example.org', 'AAAA')).toMatchObject({ rcode: 'NOERROR', records: [] });
  expect(server.questions).toHaveLength(2);
});

test.each([
  ['to itself', [cname('a.example.org', 'a.example.org')]],
  ['in a circle', [cname('a.example.org', 'b.example.org'), cname('b.example.org', 'a.example.org')]],
  [
    'in a circle behind the first link',
    [
      cname('a.example.org', 'b.example.org'),
      cname('b.example.org', 'c.example.org'),
      cname('c.example.org', 'b.example.org'),
    ],
  ],
])('an alias that leads %s is a loop', async (_, answers) => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers })));
  expect(await failureOf(ask([server.address]).query('a.example.org', 'A'))).toMatchObject({ trouble: 'loop' });
});

test('follows eight links over several answers and no more', async () => {
  const server = await serve((asked) => {
    const [label, ...rest] = asked.name.split('.');
    const n = Number(label!.slice(1));
    const last = rest[0] === 'short' ? 8 : 1000;
    asked.reply(
      replyTo(asked, {
        answers: [n === last ? a(asked.name, '192.0.2.1') : cname(asked.name, [`n${n + 1}`, ...rest].join('.'))],
      }),
    );
  });
  const { data, query } = ask([server.address]);
  expect(await data('n0.short.example', 'A')).toEqual(['192.0.2.1']);
  const before = server.questions.length;
  expect(await failureOf(query('n0.long.example', 'A'))).toMatchObject({ trouble: 'loop' });
  expect(server.questions.length - before).toBe(9);
});

test('a name that is absent and has records is malformed', async () => {
  const server = await serve((asked) =>
    asked.reply(replyTo(asked, { rcode: 3, answers: [a(asked.name, '192.0.2.1')] })),
  );
  expect(await failureOf(ask([server.address]).query('example.org', 'A'))).toMatchObject({ trouble: 'malformed' });
});

test('an alias that cannot be a name is not asked for', async () => {
  const server = await serve((asked) =>
    asked.reply(replyTo(asked, { answers: [cname(asked.name, 'a b\u0007.example')] })),
  );
  expect(await failureOf(ask([server.address]).query('example.org', 'A'))).toMatchObject({ trouble: 'malformed' });
  expect(server.questions).toHaveLength(1);
});
