import { getServers } from 'node:dns';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
