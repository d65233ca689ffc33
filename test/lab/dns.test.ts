import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Packet } from 'dns2';
import { afterEach, describe, expect, it } from 'vitest';
import { healthy } from '../../src/lab/healthy.ts';
import type { WorldPlan } from '../../src/lab/plan.ts';
import { reversed } from '../../src/lab/servers/dns.ts';
import { startWorld, type World } from '../../src/lab/world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function resolverOf(change: (plan: WorldPlan) => void = () => {}, timeout = 2_000): Promise<Resolver> {
  const plan = healthy();
  change(plan);
  world = await startWorld(plan);
  const route = world.network.route('192.0.2.53', 53, 'udp');
  if (route.to === 'nowhere') throw new Error('no resolver');
  const resolver = new Resolver({ timeout, tries: 1 });
  resolver.setServers([`${route.ip}:${route.port}`]);
  return resolver;
}

describe('DNS in the lab, asked by Node', () => {
  it('answers every type of the healthy zone', async () => {
    const resolver = await resolverOf();
    expect(await resolver.resolve4('mail.lab.test')).toEqual(['192.0.2.10']);
    expect(await resolver.resolve6('mail.lab.test')).toEqual(['2001:db8::10']);
    expect(await resolver.resolveMx('lab.test')).toEqual([{ exchange: 'mail.lab.test', priority: 10 }]);
    expect(await resolver.resolveSrv('_imaps._tcp.lab.test')).toEqual([
      { name: 'mail.lab.test', port: 993, priority: 0, weight: 1 },
    ]);
    expect(await resolver.resolveTxt('lab.test')).toEqual([['v=spf1 mx -all']]);
    expect(await resolver.resolveNs('lab.test')).toEqual(['ns.lab.test']);
    expect(await resolver.reverse('192.0.2.10')).toEqual(['mail.lab.test']);
    expect(await resolver.reverse('2001:db8::10')).toEqual(['mail.lab.test']);
    expect(world?.counters.dns.asked.get('mail.lab.test A')).toBe(1);
    expect(world?.counters.dns.udp).toBe(8);
  });

  it('tells a name without the record from a name that does not exist', async () => {
    const resolver = await resolverOf();
    await expect(resolver.resolve6('control.lab.test')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolve4('_tcp.lab.test')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolve4('nowhere.lab.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('answers with a wildcard for names that are not there, and for no other', async () => {
    const resolver = await resolverOf((plan) => {
      plan.dns.zone['*.lab.test'] = { A: ['192.0.2.99'] };
    });
    expect(await resolver.resolve4('nowhere.lab.test')).toEqual(['192.0.2.99']);
    expect(await resolver.resolve4('a.b.lab.test')).toEqual(['192.0.2.99']);
    expect(await resolver.resolve4('mail.lab.test')).toEqual(['192.0.2.10']);
    await expect(resolver.resolve6('control.lab.test')).rejects.toMatchObject({ code: 'ENODATA' });
    // Below a name that is there, the wildcard is not meant.
    await expect(resolver.resolve4('x.mail.lab.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('follows aliases', async () => {
    const resolver = await resolverOf((plan) => {
      plan.dns.zone['imap.lab.test'] = { CNAME: 'mail.lab.test' };
    });
    expect(await resolver.resolve4('imap.lab.test')).toEqual(['192.0.2.10']);
    expect(await resolver.resolveCname('imap.lab.test')).toEqual(['mail.lab.test']);
  });

  it.each([
    ['servfail', 'ESERVFAIL'],
    ['refused', 'EREFUSED'],
    ['silent', 'ETIMEOUT'],
  ] as const)('fails by %s for the names that are planned to', async (fault, code) => {
    const resolver = await resolverOf((plan) => {
      plan.dns.faults['mail.lab.test'] = fault;
    }, 200);
    await expect(resolver.resolve4('mail.lab.test')).rejects.toMatchObject({ code });
    expect(await resolver.resolve4('control.lab.test')).toEqual(['192.0.2.200']);
  });

  it('rewrites only what does not exist', async () => {
    const resolver = await resolverOf((plan) => {
      plan.dns.rewritesTo = '203.0.113.80';
    });
    expect(await resolver.resolve4('nowhere.example')).toEqual(['203.0.113.80']);
    expect(await resolver.resolve4('mail.lab.test')).toEqual(['192.0.2.10']);
    await expect(resolver.resolve6('nowhere.example')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('imitates block lists: test entries, nothing listed, and what a plan lists', async () => {
    const resolver = await resolverOf((plan) => {
      plan.dns.blockLists['bl.spamcop.net'] = {
        ...plan.dns.blockLists['bl.spamcop.net'],
        '2001:db8::10': ['127.0.0.2'],
      };
    });
    expect(await resolver.resolve4('2.0.0.127.zen.spamhaus.org')).toEqual(['127.0.0.2', '127.0.0.4', '127.0.0.10']);
    expect(await resolver.resolve4('2.0.0.127.bl.blocklist.de')).toEqual(['127.0.0.15']);
    expect(await resolver.resolve4(`${reversed('::ffff:7f00:2')}.zen.spamhaus.org`)).toEqual(['127.0.0.2']);
    await expect(resolver.resolve4('1.0.0.127.zen.spamhaus.org')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolver.resolve4('10.2.0.192.zen.spamhaus.org')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(await resolver.resolve4(`${reversed('2001:db8::10')}.bl.spamcop.net`)).toEqual(['127.0.0.2']);
    expect((await resolver.resolveTxt('2.0.0.127.zen.spamhaus.org'))[0]?.[0]).toContain('127.0.0.2 is listed');
  });

  it('answers over TCP, several questions on one connection', async () => {
    await resolverOf();
    const route = world?.network.route('192.0.2.53', 53, 'tcp');
    if (route?.to !== 'address') throw new Error('no resolver');
    const socket = connect({ host: route.ip, port: route.port });
    const ask = (id: number, name: string) => {
      const packet = new Packet();
      packet.header.id = id;
      packet.header.rd = 1;
      packet.questions.push(new Packet.Question(name, Packet.TYPE.A, Packet.CLASS.IN));
      const bytes = packet.toBuffer();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return Buffer.concat([length, bytes]);
    };
    socket.write(Buffer.concat([ask(1, 'mail.lab.test'), ask(2, 'nowhere.test')]));
    let received = Buffer.alloc(0);
    const answers: Packet[] = [];
    while (answers.length < 2) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE()) {
        answers.push(Packet.parse(received.subarray(2, 2 + received.readUInt16BE())));
        received = received.subarray(2 + received.readUInt16BE());
      }
    }
    socket.destroy();
    expect(answers.map(({ header }) => [header.id, header.rcode])).toEqual([
      [1, 0],
      [2, 3],
    ]);
    expect(answers[0]?.answers[0]?.address).toBe('192.0.2.10');
  });
});
