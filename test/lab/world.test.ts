import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { combine } from '../../src/lab/faults.ts';
import { healthy } from '../../src/lab/healthy.ts';
import type { WorldPlan } from '../../src/lab/plan.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import { base64, openClient } from './client.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});
const start = async (change?: (plan: WorldPlan) => void, delayMs?: number): Promise<World> => {
  world = await startWorld(combine(healthy(), change), delayMs === undefined ? {} : { delayMs });
  return world;
};
const ports = [25, 110, 143, 465, 587, 993, 995, 4190];

describe('the network of a world', () => {
  it('leads every mail port of both addresses to loopback, and nothing else anywhere', async () => {
    const { network } = await start();
    for (const ip of ['192.0.2.10', '2001:db8::10']) {
      for (const port of ports)
        expect(network.route(ip, port, 'tcp')).toMatchObject({ to: 'address', ip: '127.0.0.1' });
    }
    const refused = { to: 'nowhere', how: 'refused' };
    expect(network.route('192.0.2.10', 80, 'tcp')).toEqual(refused);
    expect(network.route('192.0.2.11', 993, 'tcp')).toEqual(refused);
    expect(network.route('127.0.0.1', 993, 'tcp')).toEqual(refused);
    expect(network.route('192.0.2.200', 25, 'tcp')).toMatchObject({ to: 'address' });
    expect(network.route('192.0.2.53', 53, 'udp')).toMatchObject({ to: 'address' });
    expect(network.resolvers()).toEqual(['192.0.2.53:53']);
  });

  it.each([
    ['an address and port', { ip: '192.0.2.10', port: 25 }, ['192.0.2.10:25']],
    ['a port', { port: 25 }, ['192.0.2.10:25', '2001:db8::10:25']],
    ['an address', { ip: '192.0.2.10' }, ['192.0.2.10:25', '192.0.2.10:993']],
    ['everything', {}, ['192.0.2.10:25', '192.0.2.10:993', '2001:db8::10:25', '2001:db8::10:993']],
  ])('blocks %s', async (_, which, expected) => {
    const { network } = await start((plan) => void plan.blocked.push({ ...which, how: 'silent' }));
    const blocked = ['192.0.2.10', '2001:db8::10'].flatMap((ip) =>
      [25, 993].filter((port) => network.route(ip, port, 'tcp').to === 'nowhere').map((port) => `${ip}:${port}`),
    );
    expect(blocked).toEqual(expected);
  });
});

describe('a world', () => {
  it('has a password of its own that nothing prints', async () => {
    const { password } = await start();
    await world?.close();
    const other = await start();
    expect(other.password.reveal()).not.toBe(password.reveal());
    expect(`${password} ${JSON.stringify({ password })}`).not.toContain(password.reveal());
  });

  it('is not changed by later changes to its plan', async () => {
    const plan = healthy();
    world = await startWorld(plan);
    plan.blocked.push({ how: 'refused' });
    plan.mailbox.folders = [];
    expect(world.network.route('192.0.2.10', 993, 'tcp').to).toBe('address');
    expect(world.mailbox.folders.length).toBeGreaterThan(0);
  });

  it('says where each server is, and closes them all with their connections', async () => {
    const { listeners, close } = await start();
    expect(listeners.map(({ protocol, port }) => `${protocol}:${port}`).sort()).toEqual([
      'dns:53',
      'https:443',
      'https:443',
      'https:443',
      'https:443',
      'imap:143',
      'imap:993',
      'pop3:110',
      'pop3:995',
      'sieve:4190',
      'smtp:25',
      'smtp:25',
      'smtp:465',
      'smtp:587',
    ]);
    const client = await openClient(world as World, 143);
    await client.ask('', /^\*/);
    await close();
    expect(['close', 'ECONNRESET']).toContain(await client.ended);
    const port = Number(listeners.find(({ port }) => port === 993)?.at.split(':')[1]);
    const code = await new Promise((resolve) => {
      connect({ host: '127.0.0.1', port })
        .once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
        .once('connect', () => resolve('connected'));
    });
    expect(code).toBe('ECONNREFUSED');
    world = undefined;
  });

  it('counts connections, commands, round trips and logins', async () => {
    await start();
    const client = await openClient(world as World, 993, { tls: true });
    await client.ask('', /^\*/);
    await client.ask(`a LOGIN ann@lab.test "${world?.password.reveal()}"`, /^a OK/);
    await client.ask(['b NOOP', 'c NOOP', 'd NOOP'], /^d OK/);
    client.close();
    expect(world?.counters.services['mail.lab.test:993']).toEqual({
      connections: 1,
      commands: 4,
      roundTrips: 2,
      logins: 1,
      plainTextCredentialBytes: 0,
    });
    expect(world?.counters.services['mail.lab.test:143']?.connections).toBe(0);
  });

  it('notices credentials in plain text', async () => {
    await start();
    const client = await openClient(world as World, 143);
    await client.ask('', /^\*/);
    await client.ask('a LOGIN ann@lab.test secret', /^a NO/);
    client.close();
    expect(world?.counters.services['mail.lab.test:143']?.plainTextCredentialBytes).toBe(19);
  });

  it('delays the answers to pipelined commands together, not one after the other', async () => {
    const delayMs = 20;
    await start(undefined, delayMs);
    const startedAt = performance.now();
    const client = await openClient(world as World, 25);
    await client.ask('', /^220/);
    await client.ask(['EHLO a', ...Array<string>(1_000).fill('NOOP'), 'MAIL FROM:<>'], /2\.1\.0/);
    const elapsed = performance.now() - startedAt;
    client.close();
    expect(elapsed).toBeGreaterThanOrEqual(2 * delayMs - 2);
    expect(elapsed).toBeLessThan(500 * delayMs);
  });
});

describe('planned misbehaviour', () => {
  const act = (command: string, action: WorldPlan['services'][number]['actions'][string]) => (plan: WorldPlan) => {
    for (const service of plan.services) service.actions[command] = action;
  };

  it('says something else', async () => {
    await start(act('EHLO', '502 5.5.1 No'));
    const client = await openClient(world as World, 25);
    await client.ask('', /^220/);
    expect(await client.ask('EHLO a', /^\d/)).toEqual(['502 5.5.1 No']);
    expect(await client.ask('HELO a', /^\d/)).toEqual(['250 mail.lab.test']);
    client.close();
  });

  it('closes after it', async () => {
    await start(act('GREETING', { say: '421 4.3.2 Not now', afterwards: 'close' }));
    const client = await openClient(world as World, 25);
    expect(await client.rest()).toBe('421 4.3.2 Not now\r\n');
  });

  it('resets the connection', async () => {
    await start(act('EHLO', { afterwards: 'reset' }));
    const client = await openClient(world as World, 25);
    await client.ask('', /^220/);
    await expect(client.ask('EHLO a', /^2/)).rejects.toThrow('closed');
    expect(await client.ended).toBe('ECONNRESET');
  });

  it('puts the tag into IMAP texts and replaces the verdict on a right password', async () => {
    await start(act('AUTH', '{tag} NO [UNAVAILABLE] Later'));
    const client = await openClient(world as World, 993, { tls: true });
    await client.ask('', /^\*/);
    const right = base64(`\0ann@lab.test\0${world?.password.reveal()}`);
    expect(await client.ask(`x9 AUTHENTICATE PLAIN ${right}`, /^x9/)).toEqual(['x9 NO [UNAVAILABLE] Later']);
    expect((await client.ask('y LIST "" "*"', /^y/)).at(-1)).toMatch(/^y BAD/);
    client.close();
  });

  it('smuggles plain text behind the go-ahead for TLS', async () => {
    await start((plan) => {
      for (const service of plan.services) service.smuggled = '250 smuggled';
    });
    const client = await openClient(world as World, 587);
    await client.ask('', /^220/);
    await client.ask('EHLO a', /^250 /);
    expect(await client.ask('STARTTLS', /^250 /)).toEqual(['220 2.0.0 Ready to start TLS', '250 smuggled']);
    client.close();
  });

  it('ends every handshake with an alert', async () => {
    await start((plan) => {
      for (const service of plan.services) service.tlsAlert = 70;
    });
    await expect(openClient(world as World, 993, { tls: true })).rejects.toMatchObject({
      code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    });
  });
});
