import { describe, expect, test } from 'vitest';
import { toTarget } from '../../src/settings/target.ts';
import type { Wishes } from '../../src/settings/wishes.ts';

const anything = (what: string | undefined, more: Partial<Wishes> = {}): Wishes => ({
  what,
  kind: 'anything',
  protocols: ['smtp', 'imap', 'pop3', 'sieve'],
  ceiling: 'authenticate',
  ...more,
});
const server = (what: string, more: Partial<Wishes> = {}): Wishes => ({
  ...anything(what, { kind: 'server', protocols: ['imap'] }),
  ...more,
});

describe('what a command is asked about', () => {
  test.each([
    ['ann@example.org', { address: 'ann@example.org', domain: 'example.org', servers: [] }],
    ['Ann@EXAMPLE.org', { address: 'Ann@example.org', domain: 'example.org', servers: [] }],
    ['ann@bücher.example', { address: 'ann@xn--bcher-kva.example', domain: 'xn--bcher-kva.example', servers: [] }],
    ['example.org', { domain: 'example.org', servers: [] }],
    ['mail.ru', { domain: 'mail.ru', servers: [] }],
  ])('%s is an address or a domain', (what, expected) => {
    expect(toTarget(anything(what), {})).toMatchObject(expected);
  });

  test.each(['mail.example.org', 'imap.example.org', 'mx2.example.org', '192.0.2.1', '2001:db8::1', '[2001:db8::1]'])(
    '%s is a server, looked at over every protocol',
    (what) => {
      const target = toTarget(anything(what), {});
      const host = what.replace(/[[\]]/g, '');
      expect(target).toMatchObject({
        servers: [
          { protocol: 'smtp', host },
          { protocol: 'imap', host },
          { protocol: 'pop3', host },
          { protocol: 'sieve', host },
        ],
      });
      expect(target).not.toHaveProperty('domain');
    },
  );

  test.each([
    ['mail.example.org:993', { protocol: 'imap', host: 'mail.example.org', port: 993 }],
    ['[2001:db8::1]:465', { protocol: 'smtp', host: '2001:db8::1', port: 465 }],
    ['192.0.2.1:4190', { protocol: 'sieve', host: '192.0.2.1', port: 4190 }],
  ])('%s: the port tells the protocol', (what, expected) => {
    expect(toTarget(anything(what), {})).toMatchObject({ servers: [expected] });
  });

  test('a single-protocol command takes any port', () => {
    expect(toTarget(server('imap.example.org:10993'), { security: 'tls' })).toMatchObject({
      servers: [{ protocol: 'imap', host: 'imap.example.org', port: 10993, security: 'tls' }],
    });
  });

  test('security auto leaves the mode to the port', () => {
    const target = toTarget(server('imap.example.org'), { security: 'auto' });
    expect(target).toMatchObject({ servers: [{ protocol: 'imap', host: 'imap.example.org' }] });
    expect('servers' in target && target.servers[0]).not.toHaveProperty('security');
  });

  test('servers named by option come with their protocol', () => {
    const wishes = anything('ann@example.org', {
      servers: { imap: ['imap.example.org'], smtp: ['[::1]:587', 'b.example'] },
    });
    expect(toTarget(wishes, {})).toMatchObject({
      servers: [
        { protocol: 'imap', host: 'imap.example.org' },
        { protocol: 'smtp', host: '::1', port: 587 },
        { protocol: 'smtp', host: 'b.example' },
      ],
    });
  });

  test.each([
    ['no domain', anything('ann@'), /no domain after the @/],
    ['no local part', anything('@example.org'), /nothing before the @/],
    ['a single label', anything('localhost'), /neither an address nor a domain/],
    ['nothing at all', anything(undefined), /nothing was said/],
    ['a port out of range', server('imap.example.org:70000'), /port is not a number between 1 and 65535/],
    ['port 0', server('imap.example.org:0'), /port is not a number between 1 and 65535/],
    ['an empty server', server(''), /it is empty/],
    ['an address where a server is wanted', server('ann@example.org'), /mail address where a server is wanted/],
    ['a port that tells no protocol', anything('mail.example.org:8000'), /does not tell the protocol/],
    ['a port where all are looked at', server('mail.example.org:993', { kind: 'host' }), /every port is looked at/],
    ['an unclosed bracket', server('[2001:db8::1'), /not a valid host name/],
    ['a bad server option', anything('a@b.example', { servers: { pop3: ['a b'] } }), /--pop3 "a b"/],
    ['a bad recipient', server('mx.example.org', { to: ['ann'] }), /--to "ann": there is no domain/],
    ['a bad sender', server('mx.example.org', { from: 'x@', to: ['a@b.example'] }), /--from "x@"/],
  ])('%s is a problem that says so', (_name, wishes, message) => {
    expect(toTarget(wishes, {})).toMatchObject({ problem: expect.stringMatching(message) });
  });

  test('a URL with a password in it is not repeated', () => {
    const target = toTarget(server('imaps://ann:hunter2@imap.example.org'), {});
    expect(JSON.stringify(target)).not.toContain('hunter2');
    expect(target).toHaveProperty('problem');
  });
});

describe('envelope', () => {
  const smtp = (more: Partial<Wishes>) => server('mx.example.org', { protocols: ['smtp'], ...more });

  test('the sender is the one that logs in when none is given', () => {
    expect(toTarget(smtp({ to: ['bob@example.net'] }), { user: 'ann@example.org' })).toMatchObject({
      from: 'ann@example.org',
      to: ['bob@example.net'],
    });
  });

  test.each(['', '<>'])('%j is the empty sender', (from) => {
    expect(toTarget(smtp({ from }), {})).toMatchObject({ from: '' });
  });

  test('a user name that is no address is no sender', () => {
    expect(toTarget(smtp({ to: ['bob@example.net'] }), { user: 'ann' })).not.toHaveProperty('from');
  });

  test('sending needs a recipient and a sender', () => {
    expect(toTarget(smtp({}), { send: true })).toMatchObject({ wayOut: expect.stringContaining('--to') });
    expect(toTarget(smtp({ to: ['b@example.net'] }), { send: true })).toMatchObject({
      wayOut: expect.stringContaining('--from'),
    });
  });
});

describe('who gets the password', () => {
  test('nobody but named servers unless the user says so', () => {
    const target = toTarget(anything('ann@example.org'), {});
    expect(target).not.toHaveProperty('loginFound');
    expect(target).not.toHaveProperty('confirmedHosts');
    expect(target).not.toHaveProperty('allowInsecureAuth');
  });

  test('confirmed hosts are kept in the form that found hosts have', () => {
    expect(toTarget(anything('ann@example.org'), { confirmHost: ['IMAP.Example.Org.', '2001:DB8::1'] })).toMatchObject({
      confirmedHosts: ['imap.example.org', '2001:db8::1'],
    });
  });

  test('a confirmed host that is none is a problem', () => {
    expect(toTarget(anything('ann@example.org'), { confirmHost: ['imap.example.org:993'] })).toMatchObject({
      problem: expect.stringContaining('--confirm-host'),
    });
  });
});

test('one address family is a restriction, none is not', () => {
  expect(toTarget(anything('a@b.example'), { ipv4: true })).toMatchObject({ family: 4 });
  expect(toTarget(anything('a@b.example'), { ipv6: true })).toMatchObject({ family: 6 });
  expect(toTarget(anything('a@b.example'), {})).not.toHaveProperty('family');
});
