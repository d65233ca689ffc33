import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthy } from '../../src/lab/healthy.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import { base64, openClient } from './client.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld(healthy());
});
afterAll(() => world.close());
const end = /^\d{3} /;

async function submission() {
  const client = await openClient(world, 465, { tls: true });
  await client.ask('', end);
  await client.ask('EHLO [198.51.100.7]', end);
  return client;
}

describe('SMTP in the lab', () => {
  it('offers STARTTLS and no login before TLS on 587, and the login and no STARTTLS inside', async () => {
    const client = await openClient(world, 587);
    expect(await client.ask('', end)).toEqual(['220 mail.lab.test ESMTP']);
    const before = await client.ask('EHLO [198.51.100.7]', end);
    expect(before).toContain('250 STARTTLS');
    expect(before.join()).not.toContain('AUTH');
    expect(await client.ask(`AUTH PLAIN ${base64('\0a\0b')}`, end)).toEqual([
      '530 5.7.0 Must issue a STARTTLS command first',
    ]);
    expect(await client.ask('STARTTLS', end)).toEqual(['220 2.0.0 Ready to start TLS']);
    await client.startTls();
    expect((await client.ask('MAIL FROM:<ann@lab.test>', end)).join()).toMatch(/^503/);
    const after = (await client.ask('EHLO [198.51.100.7]', end)).join('\n');
    expect(after).toMatch(/AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN XOAUTH2 OAUTHBEARER/);
    expect(after).not.toContain('STARTTLS');
    client.close();
  });

  it('forgets plain text that came ahead of the handshake', async () => {
    const client = await openClient(world, 587);
    await client.ask('', end);
    await client.ask('EHLO a', end);
    await client.ask(['STARTTLS', 'NOOP'], end);
    await client.startTls();
    expect((await client.ask('EHLO a', end))[0]).toBe('250-mail.lab.test');
    client.close();
  });

  it('takes mail after the login, in pipelined commands, and keeps it', async () => {
    const client = await submission();
    expect(await client.ask(`AUTH PLAIN ${base64(`\0ann@lab.test\0${world.password.reveal()}`)}`, end)).toEqual([
      '235 2.7.0 Authentication successful',
    ]);
    expect(
      await client.ask(
        ['MAIL FROM:<ann@lab.test>', 'RCPT TO:<bob@example.com>', 'RCPT TO:<no@lab.test>', 'DATA'],
        /^354/,
      ),
    ).toEqual([
      '250 2.1.0 Ok',
      '250 2.1.5 Ok',
      '550 5.1.1 <no@lab.test>: Recipient address rejected: User unknown in local recipient table',
      '354 End data with <CR><LF>.<CR><LF>',
    ]);
    expect(await client.ask(['Subject: a', '', '..dot', '.'], end)).toEqual(['250 2.0.0 Ok: queued']);
    expect(world.messages.at(-1)).toEqual({
      from: 'ann@lab.test',
      to: ['bob@example.com'],
      text: 'Subject: a\r\n\r\n.dot\r\n',
    });
    expect(await client.ask('QUIT', end)).toEqual(['221 2.0.0 Bye']);
    expect(await client.ended).toBe('close');
  });

  it.each([
    ['a wrong password', `AUTH PLAIN ${base64('\0ann@lab.test\0wrong')}`, /^535 5\.7\.8 /],
    ['an unknown mechanism', 'AUTH NTLM', /^504 /],
    ['an unknown command', 'XYZZY', /^500 /],
    ['mail without a login', 'MAIL FROM:<ann@lab.test>', /^530 5\.7\.0 Authentication required/],
    ['a recipient without a sender', 'RCPT TO:<ann@lab.test>', /^503 /],
  ])('refuses %s', async (_, command, expected) => {
    const client = await submission();
    expect((await client.ask(command, end)).join()).toMatch(expected);
    client.close();
  });

  it('refuses a sender that is not the account', async () => {
    const client = await submission();
    await client.ask(`AUTH PLAIN ${base64(`\0ann@lab.test\0${world.password.reveal()}`)}`, end);
    expect((await client.ask('MAIL FROM:<info@lab.test>', end))[0]).toMatch(/^553 5\.7\.1 .*not owned by user/);
    client.close();
  });

  it('takes mail for its own mailboxes on port 25 from anybody, and relays for nobody there', async () => {
    const client = await openClient(world, 25, { ip: '2001:db8::10' });
    await client.ask('', end);
    const offered = await client.ask('EHLO a', end);
    expect(offered.join()).not.toContain('AUTH');
    await client.ask('MAIL FROM:<>', end);
    expect(await client.ask('RCPT TO:<Ann@lab.test>', end)).toEqual(['250 2.1.5 Ok']);
    expect((await client.ask('RCPT TO:<bob@example.com>', end))[0]).toMatch(/^554 5\.7\.1 .*Relay access denied/);
    expect(await client.ask('AUTH PLAIN', end)).toEqual(['503 5.5.1 Error: authentication not enabled']);
    client.close();
  });
});
