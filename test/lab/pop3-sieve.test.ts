import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthy } from '../../src/lab/healthy.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import { base64, openClient } from './client.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld(healthy());
});
afterAll(() => world.close());

describe('POP3 in the lab', () => {
  it('names USER and SASL only inside TLS', async () => {
    const client = await openClient(world, 110);
    await client.ask('', /^\+OK/);
    const before = await client.ask('CAPA', /^\.$/);
    expect(before).toContain('STLS');
    expect(before.join()).not.toMatch(/USER|SASL/);
    expect((await client.ask('USER ann@lab.test', /^[+-]/))[0]).toMatch(/^-ERR \[AUTH\]/);
    await client.ask('STLS', /^\+OK/);
    await client.startTls();
    const after = await client.ask('CAPA', /^\.$/);
    expect(after).toContain('USER');
    expect(after.join()).toMatch(/SASL SCRAM-SHA-256/);
    expect(after).not.toContain('STLS');
    client.close();
  });

  it('counts messages and gives them lasting ids', async () => {
    const client = await openClient(world, 995, { tls: true });
    await client.ask('', /^\+OK/);
    expect((await client.ask('STAT', /^[+-]/))[0]).toMatch(/^-ERR/);
    await client.ask('USER ann@lab.test', /^\+OK/);
    await client.ask(`PASS ${world.password.reveal()}`, /^\+OK/);
    expect(await client.ask('STAT', /^\+OK/)).toEqual(['+OK 3 15313']);
    expect(await client.ask('LIST', /^\.$/)).toEqual(['+OK 3 messages', '1 1834', '2 12577', '3 902', '.']);
    const first = await client.ask('UIDL', /^\.$/);
    expect(new Set(first).size).toBe(5);
    expect(await client.ask('UIDL', /^\.$/)).toEqual(first);
    expect(await client.ask('DELE 1', /^[+-]/)).toEqual(['-ERR Unknown command.']);
    expect(await client.ask('QUIT', /^\+OK/)).toEqual(['+OK Logging out.']);
    expect(await client.ended).toBe('close');
  });

  it('refuses a wrong password', async () => {
    const client = await openClient(world, 995, { tls: true });
    await client.ask('', /^\+OK/);
    expect(await client.ask(`AUTH PLAIN ${base64('\0ann@lab.test\0wrong')}`, /^-/)).toEqual([
      '-ERR [AUTH] Authentication failed.',
    ]);
    client.close();
  });
});

describe('ManageSieve in the lab', () => {
  it('states its capabilities before and, by itself, after STARTTLS, and takes the login', async () => {
    const client = await openClient(world, 4190);
    const before = await client.ask('', /^OK/);
    expect(before).toContain('"STARTTLS"');
    expect(before).toContain('"SASL" ""');
    await client.ask('STARTTLS', /^OK/);
    await client.startTls();
    const after = await client.ask('', /^OK/);
    expect(after).not.toContain('"STARTTLS"');
    expect(after.join()).toMatch(/"SASL" ".*PLAIN/);
    expect(await client.ask(`AUTHENTICATE "PLAIN" "${base64('\0ann@lab.test\0wrong')}"`, /^(OK|NO)/)).toEqual([
      'NO "Authentication failed."',
    ]);
    const right = base64(`\0ann@lab.test\0${world.password.reveal()}`);
    expect(await client.ask(`AUTHENTICATE "PLAIN" {${right.length}+}\r\n${right}`, /^(OK|NO)/)).toEqual([
      'OK "Logged in."',
    ]);
    await client.ask('LOGOUT', /^OK/);
    expect(await client.ended).toBe('close');
  });
});
