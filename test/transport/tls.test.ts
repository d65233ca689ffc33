import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer, type SecureContextOptions, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type CertificateOptions, createAuthority, type IssuedCertificate } from '../../src/lab/certificates.ts';
import type { Network } from '../../src/model/network.ts';
import type { TlsView } from '../../src/model/tls-view.ts';
import { handshake, type Secured } from '../../src/transport/tls.ts';
import { failureOf, open, socketPair } from './sockets.ts';

const authority = createAuthority('Test root');
const other = createAuthority('Another root');
const day = 86_400_000;
const days = (count: number): Date => new Date(Date.now() + count * day);
const ours: Network['roots'] = { pem: [authority.pem], only: true, source: 'test' };

/** A TLS server with a certificate, and what it was asked for by name. */
async function served(certificate: IssuedCertificate, settings: SecureContextOptions = {}) {
  const names: (string | false | null)[] = [];
  const server = createServer(
    { ...certificate, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0', ...settings },
    (socket: TLSSocket) => {
      names.push((socket as TLSSocket & { servername?: string | false }).servername ?? null);
      socket.on('error', () => {});
      socket.resume();
    },
  );
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  open.push({
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return { port: (server.address() as AddressInfo).port, names };
}

async function shaken(
  port: number,
  options: { host?: string; roots?: Network['roots']; deadlineMs?: number } = {},
): Promise<Secured> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  open.push({ close: () => socket.destroy() });
  const { host = 'mail.example.org', roots = ours, deadlineMs = 10_000 } = options;
  return handshake({ socket, host, stage: 'tls', deadlineMs, roots });
}

const viewOf = async (
  certificate: Partial<CertificateOptions>,
  options: Parameters<typeof shaken>[1] = {},
): Promise<TlsView> => {
  const { port } = await served(authority.issue({ names: ['mail.example.org'], ...certificate }));
  return (await shaken(port, options)).view;
};

const verdict = ({ trust, nameMatches, inDate, verified }: TlsView) => ({
  trust: trust.ok || trust.code,
  named: nameMatches,
  inDate,
  verified,
});

describe('trust, name and dates are judged each by itself', () => {
  test.each<[string, Partial<CertificateOptions>, Parameters<typeof shaken>[1], object]>([
    ['all in order', {}, {}, { trust: true, named: true, inDate: true, verified: true }],
    ['another name', { names: ['www.example.org'] }, {}, { trust: true, named: false, inDate: true, verified: false }],
    [
      'no name at all',
      { names: [], commonName: 'mail.example.org' },
      {},
      { trust: true, named: false, inDate: true, verified: false },
    ],
    [
      'expired',
      { notBefore: days(-90), notAfter: days(-12) },
      {},
      { trust: true, named: true, inDate: false, verified: false },
    ],
    ['not valid yet', { notBefore: days(2) }, {}, { trust: true, named: true, inDate: false, verified: false }],
    [
      'self-signed',
      { selfSigned: true },
      {},
      { trust: 'DEPTH_ZERO_SELF_SIGNED_CERT', named: true, inDate: true, verified: false },
    ],
    [
      'self-signed, expired and of another name',
      { selfSigned: true, notBefore: days(-90), notAfter: days(-12), names: ['a.test'] },
      {},
      { trust: 'DEPTH_ZERO_SELF_SIGNED_CERT', named: false, inDate: false, verified: false },
    ],
    [
      'of an unknown authority',
      {},
      { roots: { pem: [other.pem], only: true, source: 'test' } },
      { trust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', named: true, inDate: true, verified: false },
    ],
    [
      'of an unknown authority, and expired',
      { notBefore: days(-90), notAfter: days(-12) },
      { roots: { pem: [other.pem], only: true, source: 'test' } },
      { trust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', named: true, inDate: false, verified: false },
    ],
    ['with its intermediate', { intermediate: 'sent' }, {}, { trust: true, named: true, inDate: true, verified: true }],
    [
      'without its intermediate',
      { intermediate: 'missing' },
      {},
      { trust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', named: true, inDate: true, verified: false },
    ],
    [
      'without its intermediate, and expired',
      { intermediate: 'missing', notBefore: days(-90), notAfter: days(-12) },
      {},
      { trust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', named: true, inDate: false, verified: false },
    ],
    [
      'with its intermediate, and expired',
      { intermediate: 'sent', notBefore: days(-90), notAfter: days(-12) },
      {},
      { trust: true, named: true, inDate: false, verified: false },
    ],
    ['a wildcard', { names: ['*.example.org'] }, {}, { trust: true, named: true, inDate: true, verified: true }],
    ['a wildcard of too much', { names: ['*.org'] }, {}, { trust: true, named: false, inDate: true, verified: false }],
    [
      'a trusted root beside those of Node',
      {},
      { roots: { ...ours, only: false } },
      { trust: true, named: true, inDate: true, verified: true },
    ],
  ])('%s', async (_, certificate, options, expected) => {
    expect(verdict(await viewOf(certificate, options))).toEqual(expected);
  });

  test('the environment cannot turn it off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(verdict(await viewOf({ selfSigned: true }))).toMatchObject({ verified: false });
    expect(verdict(await viewOf({ names: ['a.test'] }))).toMatchObject({ named: false, verified: false });
  });
  afterEach(() => vi.unstubAllEnvs());
});

describe('an IP address as host', () => {
  test.each<[string, Partial<CertificateOptions>, string, boolean]>([
    ['stands in the certificate', { ips: ['127.0.0.1'] }, '127.0.0.1', true],
    ['stands in it as a name only', { names: ['127.0.0.1'] }, '127.0.0.1', false],
    ['is another one', { ips: ['192.0.2.1'] }, '127.0.0.1', false],
    ['is of version 6', { ips: ['2001:db8::10'] }, '2001:db8::10', true],
    ['is of version 6, written otherwise', { ips: ['2001:db8::10'] }, '2001:DB8:0::10', true],
  ])('%s', async (_, certificate, host, named) => {
    const view = await viewOf(certificate, { host });
    expect(view.nameMatches).toBe(named);
    expect(view.serverName).toBeUndefined();
  });

  test('is not sent as a server name, and a name is', async () => {
    const { port, names } = await served(authority.issue({ names: ['mail.example.org'], ips: ['127.0.0.1'] }));
    await shaken(port, { host: '127.0.0.1' });
    const { view } = await shaken(port);
    await vi.waitFor(() => expect(names.map((name) => name || undefined)).toEqual([undefined, 'mail.example.org']));
    expect(view.serverName).toBe('mail.example.org');
  });

  test('gives no certificate of 127.0.0.1 the name localhost', async () => {
    expect((await viewOf({ names: ['localhost'] }, { host: '127.0.0.1' })).nameMatches).toBe(false);
  });
});

describe('what is seen', () => {
  test('the chain as it was sent, leaf first', async () => {
    const { chain } = await viewOf({ intermediate: 'sent', ips: ['192.0.2.10'] });
    expect(chain.map(({ subject, issuer, isCa, selfSigned }) => [subject, issuer, isCa, selfSigned])).toEqual([
      ['mail.example.org', 'Test root intermediate', false, false],
      ['Test root intermediate', 'Test root', true, false],
      ...(chain.length === 3 ? [['Test root', 'Test root', true, true]] : []),
    ]);
    expect(chain[0]).toMatchObject({
      names: ['mail.example.org'],
      ips: ['192.0.2.10'],
      key: { type: 'ec', bits: 256 },
      signature: 'ecdsa-with-SHA256',
    });
  });

  test.each([
    ['TLSv1.3', {}, /^TLS_/],
    ['TLSv1.2', { maxVersion: 'TLSv1.2' as const }, /^TLS_ECDHE_/],
    ['TLSv1', { maxVersion: 'TLSv1' as const }, /^TLS_ECDHE_/],
  ])('%s, which is let in and graded later', async (version, settings, cipher) => {
    const { port } = await served(authority.issue({ names: ['mail.example.org'] }), settings);
    const { view } = await shaken(port);
    expect(view).toMatchObject({ version, cipher: expect.stringMatching(cipher) });
  });

  test('a key that is too small: it is trusted, and given no password', async () => {
    const view = await viewOf({ keyBits: 1024 });
    expect(verdict(view)).toEqual({ trust: true, named: true, inDate: true, verified: false });
    expect(view.chain[0]?.key).toEqual({ type: 'rsa', bits: 1024 });
  });
});

describe('a handshake that fails', () => {
  const failing = async (act: (far: Socket) => void, deadlineMs = 10_000) => {
    const { near, far } = await socketPair();
    far.once('data', () => act(far));
    const failure = await failureOf(
      handshake({ socket: near, host: 'mail.example.org', stage: 'tls', deadlineMs, roots: ours }),
    );
    return { failure, near };
  };

  test.each<[string, (far: Socket) => void, object]>([
    [
      'plain text',
      (far) => far.write('220 mail.example.org ESMTP\r\n'),
      { reason: 'not-tls', received: '220 mail.example.org ESMTP' },
    ],
    ['a close', (far) => far.end(), { reason: 'closed' }],
    ['a reset', (far) => far.resetAndDestroy(), { reason: 'closed' }],
    ['an alert: no version in common', (far) => far.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 70])), { reason: 'version' }],
    ['an alert: no cipher in common', (far) => far.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 40])), { reason: 'cipher' }],
    ['an alert of another kind', (far) => far.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 80])), { reason: 'alert' }],
  ])('by %s', async (_, act, expected) => {
    const { failure, near } = await failing(act);
    expect(failure).toMatchObject({ kind: 'tls', stage: 'tls', ...expected });
    expect('received' in failure).toBe('received' in expected);
    expect(near.destroyed).toBe(true);
  });

  test('by silence, at the deadline', async () => {
    const { failure, near } = await failing(() => {}, 40);
    expect(failure).toEqual({ kind: 'timeout', stage: 'tls', afterMs: 40 });
    expect(near.destroyed).toBe(true);
  });

  test('by a drip, which does not move the deadline', async () => {
    const startedAt = performance.now();
    const { failure } = await failing((far) => {
      const drip = setInterval(() => far.write(Buffer.from([0x16])), 5);
      far.once('close', () => clearInterval(drip));
    }, 60);
    expect(failure.kind === 'timeout' || failure.kind === 'tls').toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

test('a stream that ends with the alert is told from one that is cut off', async () => {
  const certificate = authority.issue({ names: ['mail.example.org'] });
  for (const proper of [true, false]) {
    for (const maxVersion of ['TLSv1.3', 'TLSv1.2'] as const) {
      const server = createServer({ ...certificate, maxVersion });
      const raw: Socket[] = [];
      server.on('connection', (socket: Socket) => raw.push(socket));
      server.on('secureConnection', (socket: TLSSocket) => {
        socket.on('error', () => {});
        // Not at once: Node leaves the alert out while session tickets are on their way.
        socket.once('data', () => (proper ? socket.end() : raw[0]?.end()));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      open.push(server);
      const { socket, endedByAlert } = await shaken((server.address() as AddressInfo).port);
      socket.resume().write('x');
      await once(socket, 'end');
      expect([maxVersion, endedByAlert()]).toEqual([maxVersion, proper]);
      socket.destroy();
    }
  }
});
