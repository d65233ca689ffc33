import { getServers } from 'node:dns';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemNetwork } from '../../src/transport/network.ts';

test('the resolvers are those of the file, unless others are given; the system keeps its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailcheck-resolv-'));
  const resolvConf = join(folder, 'resolv.conf');
  writeFileSync(resolvConf, 'nameserver 192.0.2.53\n');
  expect(systemNetwork({ resolvConf }).resolvers()).toEqual(['192.0.2.53:53']);
  const other = systemNetwork({ resolvConf, resolvers: ['2001:db8::53', 'https://dns.example.net/dns-query'] });
  expect(other.resolvers()).toEqual(['[2001:db8::53]:53', 'https://dns.example.net/dns-query']);
  expect(other.systemResolvers?.()).toEqual(['192.0.2.53:53']);
  rmSync(folder, { recursive: true });
});

test('without the file, Node knows the resolvers', () => {
  const servers = systemNetwork({ resolvConf: '/nonexistent/resolv.conf' }).resolvers();
  expect(servers).toHaveLength(getServers().length);
});

test('every address is where it says it is', () => {
  expect(systemNetwork().route('192.0.2.10', 993, 'tcp')).toEqual({ to: 'address', ip: '192.0.2.10', port: 993 });
});

test('resolvers have a port', () => {
  const resolvers = ['192.0.2.53', '192.0.2.53:5353', '2001:db8::53', '[2001:db8::53]', '[2001:db8::53]:5353'];
  expect(systemNetwork({ resolvers }).resolvers()).toEqual([
    '192.0.2.53:53',
    '192.0.2.53:5353',
    '[2001:db8::53]:53',
    '[2001:db8::53]:53',
    '[2001:db8::53]:5353',
  ]);
});

test('own addresses are those that others may reach', () => {
  for (const { ip, interface: name } of systemNetwork().localAddresses()) {
    expect(isIP(ip)).toBeGreaterThan(0);
    expect(name).not.toBe('');
    expect(ip).not.toMatch(/^(?:127\.|169\.254\.|::1$|fe80:)/i);
  }
});

test('roots and pinned names are there when they were given', () => {
  expect(systemNetwork()).not.toHaveProperty('roots');
  expect(systemNetwork()).not.toHaveProperty('pinned');
  const ca = { pem: ['x'], only: true, source: 'ca.pem' };
  const pinned = new Map([['mail.example.org', ['192.0.2.10']]]);
  expect(systemNetwork({ ca, pinned })).toMatchObject({ roots: ca, pinned });
});
