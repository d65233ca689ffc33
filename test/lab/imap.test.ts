import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthy } from '../../src/lab/healthy.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import { base64, openClient } from './client.ts';

let world: World;
beforeAll(async () => {
  const plan = healthy();
  plan.mailbox.danglingSubscriptions.push('Gone');
  world = await startWorld(plan);
});
afterAll(() => world.close());

async function loggedIn() {
  const client = await openClient(world, 993, { tls: true });
  await client.ask('', /^\* OK/);
  await client.ask(`a LOGIN ann@lab.test "${world.password.reveal()}"`, /^a OK/);
  return client;
}

describe('IMAP in the lab', () => {
  it('takes no login before TLS on 143, and any inside', async () => {
    const client = await openClient(world, 143);
    expect((await client.ask('', /^\*/))[0]).toBe(
      '* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID ENABLE STARTTLS LOGINDISABLED] mail.lab.test ready.',
    );
    expect((await client.ask('a LOGIN x y', /^a /)).at(-1)).toMatch(/^a NO \[PRIVACYREQUIRED\]/);
    expect((await client.ask('a2 NAMESPACE', /^a2 /)).at(-1)).toMatch(/^a2 BAD/);
    await client.ask('b STARTTLS', /^b OK/);
    await client.startTls();
    const [capability] = await client.ask('c CAPABILITY', /^c OK/);
    expect(capability).toMatch(/ AUTH=SCRAM-SHA-256 .*AUTH=PLAIN /);
    expect(capability).not.toMatch(/STARTTLS|LOGINDISABLED|NAMESPACE/);
    const [done] = await client.ask(
      `d AUTHENTICATE PLAIN ${base64(`\0ann@lab.test\0${world.password.reveal()}`)}`,
      /^d /,
    );
    expect(done).toMatch(/^d OK \[CAPABILITY .* NAMESPACE LIST-EXTENDED SPECIAL-USE /);
    client.close();
  });

  it('refuses a wrong password with its response code', async () => {
    const client = await openClient(world, 993, { tls: true });
    await client.ask('', /^\*/);
    expect(await client.ask('a LOGIN ann@lab.test wrong', /^a /)).toEqual([
      'a NO [AUTHENTICATIONFAILED] Authentication failed.',
    ]);
    client.close();
  });

  it('takes literals', async () => {
    const client = await openClient(world, 993, { tls: true });
    await client.ask('', /^\*/);
    await client.ask('a LOGIN {12}', /^\+ /);
    const password = world.password.reveal();
    await client.ask(`ann@lab.test {${password.length}+}\r\n${password}`, /^a OK/);
    client.close();
  });

  it('answers pipelined questions about folders in order', async () => {
    const client = await loggedIn();
    const lines = await client.ask(
      [
        'n NAMESPACE',
        'l LIST "" "*" RETURN (SUBSCRIBED SPECIAL-USE)',
        's LIST (SUBSCRIBED) "" "*"',
        'u LSUB "" "%"',
        'q GETQUOTAROOT INBOX',
      ],
      /^q /,
    );
    expect(lines.filter((line) => !line.startsWith('*')).map((line) => line.slice(0, 4))).toEqual([
      'n OK',
      'l OK',
      's OK',
      'u OK',
      'q OK',
    ]);
    expect(lines).toContain('* NAMESPACE (("" "/")) NIL NIL');
    expect(lines).toContain('* LIST (\\HasNoChildren \\Subscribed \\Sent) "/" "Sent"');
    expect(lines).toContain('* LIST (\\HasChildren \\Subscribed \\Archive) "/" "Archive"');
    expect(lines).toContain('* LIST (\\NonExistent \\Subscribed) "/" "Gone"');
    expect(lines).toContain('* LSUB () "/" "Gone"');
    expect(lines).not.toContain('* LSUB () "/" "Archive/2025"');
    expect(lines).toContain('* QUOTA "User quota" (STORAGE 104858 1048576)');
    client.close();
  });

  it('creates, subscribes and unsubscribes; the next connection sees it', async () => {
    const client = await loggedIn();
    expect((await client.ask('a SUBSCRIBE Notes', /^a /))[0]).toMatch(/^a NO \[NONEXISTENT\]/);
    expect((await client.ask('b CREATE Notes', /^b /))[0]).toMatch(/^b OK/);
    expect((await client.ask('c CREATE Notes', /^c /))[0]).toMatch(/^c NO \[ALREADYEXISTS\]/);
    await client.ask('d SUBSCRIBE Notes', /^d OK/);
    await client.ask('e UNSUBSCRIBE Gone', /^e OK/);
    client.close();
    const other = await loggedIn();
    const subscribed = await other.ask('a LSUB "" "*"', /^a OK/);
    expect(subscribed).toContain('* LSUB () "/" "Notes"');
    expect(subscribed).not.toContain('* LSUB () "/" "Gone"');
    other.close();
  });

  it('opens folders and says how full they are', async () => {
    const client = await loggedIn();
    expect(await client.ask('a STATUS inbox (MESSAGES UIDNEXT)', /^a OK/)).toContain(
      '* STATUS "INBOX" (MESSAGES 3 UIDNEXT 4)',
    );
    const examined = await client.ask('b EXAMINE INBOX', /^b /);
    expect(examined).toContain('* 3 EXISTS');
    expect(examined.at(-1)).toMatch(/^b OK \[READ-ONLY\]/);
    expect((await client.ask('c SELECT Nothing', /^c /))[0]).toMatch(/^c NO \[NONEXISTENT\]/);
    expect((await client.ask('d CLOSE', /^d /))[0]).toMatch(/^d BAD/);
    expect(await client.ask('e LOGOUT', /^e OK/)).toContain('* BYE Logging out');
    client.close();
  });
});
