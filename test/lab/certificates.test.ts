import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { addressBytes, type CertificateOptions, createAuthority } from '../../src/lab/certificates.ts';

const day = 86_400_000;
const authority = createAuthority('Lab root');
const good: CertificateOptions = { names: ['mail.lab.test', 'lab.test'], ips: ['192.0.2.10', '2001:db8::10'] };

/** What Node's own TLS client says about a server with this certificate. */
async function judged(options: CertificateOptions, asked = 'mail.lab.test', ca = authority.pem) {
  const server = createServer({ ...authority.issue(options), ciphers: 'DEFAULT:@SECLEVEL=0' });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket: TLSSocket = connect({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    servername: asked,
    ca,
    rejectUnauthorized: false,
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
  await once(socket, 'secureConnect');
  const verdict = socket.authorized ? 'good' : (socket.authorizationError as unknown as string | Error);
  const peer = socket.getPeerX509Certificate() as X509Certificate;
  socket.destroy();
  server.close();
  return { verdict: typeof verdict === 'string' ? verdict : (verdict as Error & { code?: string }).code, peer };
}

describe('certificates made at run time, as Node judges them', () => {
  it('trusts a certificate of the authority for its name', async () => {
    expect((await judged(good)).verdict).toBe('good');
  });

  it.each<[string, CertificateOptions, string]>([
    ['expired', { ...good, notAfter: new Date(Date.now() - day), notBefore: new Date(0) }, 'CERT_HAS_EXPIRED'],
    ['not yet valid', { ...good, notBefore: new Date(Date.now() + day) }, 'CERT_NOT_YET_VALID'],
    [
      'valid after 2050 only',
      { ...good, notBefore: new Date('2051-01-01'), notAfter: new Date('2052-01-01') },
      'CERT_NOT_YET_VALID',
    ],
    ['for another name', { names: ['www.lab.test'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['self-signed', { ...good, selfSigned: true }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['without its intermediate', { ...good, intermediate: 'missing' }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['with its intermediate', { ...good, intermediate: 'sent' }, 'good'],
    ['with an RSA key', { ...good, keyBits: 2048 }, 'good'],
  ])('%s', async (_, options, expected) => {
    expect((await judged(options)).verdict).toBe(expected);
  });

  it('is not trusted under another authority of the same name', async () => {
    const other = createAuthority('Lab root');
    expect((await judged(good, 'mail.lab.test', other.pem)).verdict).not.toBe('good');
  });

  it('carries its names, addresses, dates and key as asked', async () => {
    const notAfter = new Date('2031-02-03T04:05:06Z');
    const { peer } = await judged({ ...good, notAfter, keyBits: 1024, commonName: 'mx' });
    expect(peer.subject).toBe('CN=mx');
    expect(peer.issuer).toBe('CN=Lab root');
    expect(peer.subjectAltName).toBe(
      'DNS:mail.lab.test, DNS:lab.test, IP Address:192.0.2.10, IP Address:2001:DB8:0:0:0:0:0:10',
    );
    expect(new Date(peer.validTo)).toEqual(notAfter);
    expect(peer.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
    expect(peer.ca).toBe(false);
  });

  it('marks the root, and only the root, as an authority', () => {
    const root = new X509Certificate(authority.pem);
    expect(root.ca).toBe(true);
    expect(root.checkIssued(root)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
  });
});

describe('address bytes', () => {
  it.each([
    ['192.0.2.10', 'c000020a'],
    ['2001:db8::10', '20010db8000000000000000000000010'],
    ['::1', '00000000000000000000000000000001'],
    ['2001:db8::', '20010db8000000000000000000000000'],
  ])('%s', (ip, hex) => {
    expect(addressBytes(ip).toString('hex')).toBe(hex);
  });
});
