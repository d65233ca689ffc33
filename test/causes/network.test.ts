import { describe, expect, test } from 'vitest';
import { type Endpoint, here } from '../../src/model/subject.ts';
import { controlPort, localNetwork } from '../../src/probes/facts/here.ts';
import { connect, login } from '../../src/probes/facts/mail.ts';
import { endpointOf, failed, observed, replyOf } from '../evidence.ts';
import {
  at,
  causesOf,
  connects,
  exchanger,
  firstOf,
  imap,
  imaps,
  mailHost,
  name,
  pop3s,
  refusal,
  submissions,
  theCause,
  works,
} from './case.ts';

const ipv6 = '2001:db8::10';
const six = (one: Endpoint): Endpoint => ({ ...one, ip: ipv6 });
const control = (outcome: 'open' | 'timeout') =>
  observed(controlPort, here, { port: 25, hosts: [{ host: 'mx.example.net', ip: '198.51.100.1', outcome }] });
const timedOut = (one: Endpoint) => failed(connect, one, { kind: 'timeout', stage: 'connect', afterMs: 10_000 });
const refusedAt = (one: Endpoint) => failed(connect, one, { kind: 'refused', stage: 'connect' });

describe('connection-refused', () => {
  test('tells a service that is off from a machine that is', () => {
    const seen = [refusedAt(imaps), connects(submissions)];
    const cause = theCause([at('net/refused', imaps)], { seen });
    expect(cause).toMatchObject({ id: 'connection-refused', confidence: 'certain' });
    expect(cause.summary).toMatch(/^mail\.example\.org on 993: the connection is refused/);
    expect(cause.ruledOut).toEqual([
      'a silent firewall or a dead line (the refusal came back at once)',
      'a machine that is down (its port 465 answers)',
    ]);
    expect(firstOf(cause).command).toBe(`mailcheck ports ${name}`);
    expect(cause.actions[1]?.command).toBe("ss -ltnp 'sport = :993'");
  });

  test('sends the user to the port that works', () => {
    const cause = theCause([at('net/refused', imap)], { seen: [refusedAt(imap), ...works(imaps)] });
    expect(firstOf(cause)).toEqual({
      text: `Use port 993 of ${name} with TLS from the start, which works from here.`,
      command: `mailcheck imap ${name}:993 --security tls`,
    });
  });

  test('makes one case a host', () => {
    const other = endpointOf('smtp', 465, 'tls', 'smtp.example.org');
    expect(causesOf([at('net/refused', imaps), at('net/refused', imap), at('net/refused', other)])).toEqual([
      'connection-refused certain',
      'connection-refused certain',
    ]);
  });
});

describe('host-unreachable', () => {
  const findings = [at('net/timeout', imaps), at('net/timeout', submissions)];

  test('is only likely, and leaves the mail open, when nothing else was reached', () => {
    const cause = theCause(findings, { seen: [timedOut(imaps)] });
    expect(cause).toMatchObject({ id: 'host-unreachable', confidence: 'likely', leavesOpen: true });
    expect(cause.doubts).toEqual(['not tested: something else can be reached from here']);
    expect(cause.summary).toContain('the trouble may as well be in the network here');
    expect(firstOf(cause).text).toMatch(/^Try once from another network/);
  });

  test('is certain when another server is reached', () => {
    const other = connects(endpointOf('smtp', 465, 'tls', 'smtp.example.net', '198.51.100.9'));
    const cause = theCause(findings, { seen: [timedOut(imaps), other] });
    expect(cause).toMatchObject({ confidence: 'certain', leavesOpen: false });
    expect(cause.ruledOut).toEqual(['no network here (smtp.example.net answers)']);
    expect(cause.summary).toContain('so the server is down, has moved, or is shielded by a firewall');
  });

  test('is certain when a control host is reached', () => {
    const cause = theCause(findings, { seen: [timedOut(imaps), control('open')] });
    expect(cause).toMatchObject({ confidence: 'certain', leavesOpen: false });
    expect(cause.ruledOut).toEqual(['no network here (mx.example.net answers)']);
  });

  test('blames a firewall when another port of the server answers', () => {
    const cause = theCause([at('net/timeout', imaps)], { seen: [timedOut(imaps), connects(submissions)] });
    expect(cause.summary).toContain('while port 465 of the same server answers. A firewall');
    expect(cause.ruledOut).toEqual(['a server that is down (its port 465 answers)']);
  });

  test.each([
    ['open', 'certain'],
    ['timeout', 'likely'],
  ] as const)('asks whether port 25 is open elsewhere: %s', (outcome, confidence) => {
    const cause = theCause([at('net/timeout', exchanger)], {
      seen: [timedOut(exchanger), connects(imaps), control(outcome)],
    });
    expect(cause.confidence).toBe(confidence);
  });

  test('tells a network that knows no way from silence', () => {
    expect(theCause([at('net/unreachable', imaps)]).summary).toContain('the network says that there is no way there');
  });
});

describe('port-blocked-here', () => {
  const finding = at('net/port-blocked-here', here, { port: 25, hosts: name, controls: 'mx.example.net' });
  const seen = [timedOut(exchanger), connects(imaps), control('timeout')];

  test('accounts for the timeouts at that port, and at no other', () => {
    const timeouts = [at('net/timeout', exchanger), at('net/timeout', pop3s)];
    expect(causesOf([finding, ...timeouts], { seen })).toEqual([
      'port-blocked-here certain',
      'host-unreachable certain',
    ]);
    const cause = theCause([finding, at('net/timeout', exchanger)], { seen });
    expect(cause.explains).toEqual(['net/port-blocked-here', 'net/timeout']);
    expect(cause.summary).toContain('Port 25 times out at every server asked, mx.example.net included');
    expect(cause.summary).toContain('mail programs send through 465 or 587');
    expect(cause.ruledOut).toEqual([
      'one server’s own firewall (servers elsewhere time out as well)',
      'no network here (port 993 works)',
    ]);
    expect(firstOf(cause).text).toMatch(/^Hand outgoing mail to your provider’s submission server on 465 or 587/);
  });

  test('is only possible when a control opens after all, and likely when none was asked', () => {
    expect(causesOf([finding], { seen: [control('open')] })).toEqual(['port-blocked-here possible']);
    expect(causesOf([finding])).toEqual(['port-blocked-here likely']);
  });
});

describe('ipv6-broken', () => {
  const finding = at('net/ipv6-broken', mailHost, { ip: ipv6, port: 993, how: 'timeout' });
  const ownSix = observed(localNetwork, here, { ipv4: true, ipv6: true, addresses: ['2001:db8:1::7'] });
  const seen = [ownSix, connects(imaps), timedOut(six(imaps))];

  test('is only likely while IPv6 is not known to work from here, and says how to see', () => {
    const cause = theCause([finding, at('net/timeout', six(exchanger))], { seen });
    expect(cause).toMatchObject({ id: 'ipv6-broken', confidence: 'likely' });
    expect(cause.explains).toEqual(['net/ipv6-broken', 'net/timeout']);
    expect(cause.doubts).toEqual(['not tested: IPv6 works from here']);
    expect(firstOf(cause).command).toMatch(/^ping -6 /);
    expect(cause.check).toBe(`mailcheck ports ${name} -6`);
  });

  test('is certain when another server answers over IPv6', () => {
    const other = connects(endpointOf('smtp', 25, 'starttls', 'mx.example.net', '2001:db8:9::1'));
    const cause = theCause([finding], { seen: [...seen, other] });
    expect(cause.confidence).toBe('certain');
    expect(cause.ruledOut).toEqual(['broken IPv6 here (mx.example.net answers over IPv6)']);
    expect(firstOf(cause).command).toBe('ss -6 -ltn');
  });

  test('is certain when the server refuses over IPv6: packets get there and back', () => {
    const cause = theCause([finding], { seen: [ownSix, connects(imaps), refusedAt(six(imaps))] });
    expect(cause.confidence).toBe('certain');
    expect(cause.summary).toContain('so IPv6 gets there and nothing listens');
  });

  test('leaves what fails over IPv4 as well to another cause', () => {
    const refused = [at('net/refused', pop3s), at('net/refused', six(pop3s))];
    expect(causesOf([finding, ...refused], { seen })).toEqual(['connection-refused certain', 'ipv6-broken likely']);
  });
});

describe('connection-dropped', () => {
  const dropped = (one: Endpoint, stage: string) => at('net/dropped', one, { stage });

  test('is likely on one connection, and certain when it happens again', () => {
    const cause = theCause([dropped(imaps, 'auth')], { seen: [connects(imaps)] });
    expect(cause).toMatchObject({ id: 'connection-dropped', confidence: 'likely' });
    expect(cause.doubts).toEqual(['not tested: it happens on more than one connection']);
    expect(cause.summary).toContain('it ended without a word, during the login.');
    expect(cause.ruledOut).toEqual(['a closed port (the connection came about)']);
    expect(firstOf(cause).command).toBe(`mailcheck imap ${name}:993 --security tls --transcript`);
    expect(causesOf([dropped(imaps, 'auth'), dropped(imap, 'auth')])).toEqual(['connection-dropped certain']);
  });

  test('proposes another port only as far as that was seen to do better', () => {
    const proposes = (stage: string, ...more: ReturnType<typeof works>) =>
      theCause([dropped(imaps, stage)], { seen: [...works(imap), ...more] }).actions.some(({ text }) =>
        text.startsWith('Use port 143'),
      );
    const loggedIn = observed(login, imap, {
      mechanism: 'PLAIN',
      user: 'ann',
      reply: replyOf('imap', 'OK', 'done'),
      protected: true,
    });
    expect(proposes('tls')).toBe(true);
    expect(proposes('auth')).toBe(false);
    expect(proposes('auth', loggedIn)).toBe(true);
  });

  test('counts a handshake that was closed', () => {
    const closed = at('tls/handshake-failed', imaps, { reason: 'closed', code: 'ECONNRESET' });
    expect(theCause([closed]).summary).toContain('during the TLS handshake');
  });

  test('is superfluous where the server says that there are too many connections', () => {
    const full = refusal('mail/greeting-refused', imaps, 'too-many-connections', 'BYE [LIMIT] Too many connections');
    expect(causesOf([full, dropped(six(imaps), 'greeting')])).toEqual(['too-many-connections certain']);
    expect(causesOf([full, dropped(submissions, 'auth')])).toEqual([
      'connection-dropped likely',
      'too-many-connections certain',
    ]);
  });
});
