import { describe, expect, it } from 'vitest';
import { addressClass, isPrivateAddress, parseMailAddress, parseServer, unmap } from '../../src/protocols/address.ts';
import { asciiHostName, blocklistName, isHostName, lowerName, reverseName } from '../../src/protocols/dns-names.ts';
import { canonicalIp } from '../../src/protocols/ip.ts';
import { candidates, standardSecurity } from '../../src/protocols/ports.ts';

describe('parseMailAddress', () => {
  it.each([
    ['ann@example.org', 'ann', 'example.org'],
    [' Ann.Lee+x@Example.ORG. ', 'Ann.Lee+x', 'example.org'],
    ['ann@b\u00fccher.example', 'ann', 'xn--bcher-kva.example'],
    ['ann@xn--bcher-kva.example', 'ann', 'xn--bcher-kva.example'],
    ['ann@example\u3002org', 'ann', 'example.org'],
    ['j\u00f6rg@example.org', 'j\u00f6rg', 'example.org'],
    ['"a@evil x"@good.example', '"a@evil x"', 'good.example'],
    ['"a\\"@b"@good.example', '"a\\"@b"', 'good.example'],
    ['a..b.@example.org', 'a..b.', 'example.org'],
  ])('reads %j', (text, local, domain) => {
    expect(parseMailAddress(text)).toEqual({ address: `${local}@${domain}`, local, domain });
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['ann', 'no-domain'],
    ['ann@', 'no-domain'],
    ['"ann@example.org"', 'no-domain'],
    ['@example.org', 'no-local-part'],
    ['ann@localhost', 'single-label-domain'],
    ['ann@[192.0.2.1]', 'ip-literal-domain'],
    ['ann@[IPv6:2001:db8::1]', 'ip-literal-domain'],
    ['ann@192.0.2.1', 'ip-literal-domain'],
    ['ann@2001:db8::1', 'ip-literal-domain'],
    ['ann@exa_mple.org', 'bad-domain'],
    ['ann@-x.org', 'bad-domain'],
    ['ann@a..org', 'bad-domain'],
    ['ann@good.org/evil', 'bad-domain'],
    ['ann@good.org:25', 'bad-domain'],
    ['ann@\uff11\uff12\uff17.0.0.1', 'bad-domain'],
    ['ann@b\u00fc%2ecom', 'bad-domain'],
    ['ann@1.2.3', 'bad-domain'],
    ['ann@good\uff20evil.org', 'bad-domain'],
    ['a b@example.org', 'bad-local-part'],
    ['Ann <ann@example.org', 'bad-local-part'],
    ['ann@evil@example.org', 'bad-local-part'],
    ['"a"b@example.org', 'bad-local-part'],
    ['ann@example.org\r\nRCPT TO:<x>', 'control-character'],
    ['an\0n@example.org', 'control-character'],
    ['a\x85@example.org', 'control-character'],
    [`${'a'.repeat(65)}@example.org`, 'too-long'],
    [`ann@${'a.'.repeat(124)}org`, 'too-long'],
  ])('refuses %j: %s (IN01, IN02)', (text, problem) => {
    expect(parseMailAddress(text)).toEqual({ problem });
  });
});

describe('parseServer', () => {
  it.each([
    ['mail.example.org', { host: 'mail.example.org' }],
    ['Mail.Example.org.', { host: 'mail.example.org' }],
    ['mail.example.org:993', { host: 'mail.example.org', port: 993 }],
    ['localhost:1', { host: 'localhost', port: 1 }],
    ['b\u00fccher.example:65535', { host: 'xn--bcher-kva.example', port: 65535 }],
    ['192.0.2.1', { host: '192.0.2.1' }],
    ['192.0.2.1:25', { host: '192.0.2.1', port: 25 }],
    ['2001:DB8:0::1', { host: '2001:db8::1' }],
    ['::1', { host: '::1' }],
    ['[2001:db8::1]', { host: '2001:db8::1' }],
    ['[2001:db8::1]:587', { host: '2001:db8::1', port: 587 }],
    [' mail.example.org ', { host: 'mail.example.org' }],
  ])('reads %j', (text, expected) => {
    expect(parseServer(text, 'imap')).toEqual({ protocol: 'imap', ...expected });
  });

  it.each([
    ['', 'empty'],
    ['mail.example.org:0', 'bad-port'],
    ['mail.example.org:65536', 'bad-port'],
    ['mail.example.org:', 'bad-port'],
    ['mail.example.org:imap', 'bad-port'],
    ['mail.example.org:9e2', 'bad-port'],
    ['mail.example.org:-1', 'bad-port'],
    ['mail.example.org:25:25', 'bad-host'],
    ['[2001:db8::1]:99999', 'bad-port'],
    ['[2001:db8::1', 'bad-host'],
    ['[192.0.2.1]', 'bad-host'],
    ['[mail.example.org]', 'bad-host'],
    ['2001:db8::zz', 'bad-host'],
    ['fe80::1%eth0', 'bad-host'],
    [':993', 'bad-host'],
    ['mail_server.example.org', 'bad-host'],
    ['-mail.example.org', 'bad-host'],
    ['imaps://mail.example.org', 'url'],
    ['mail.example.org/x', 'bad-host'],
    ['256.1.1.1', 'bad-host'],
    ['1.2.3', 'bad-host'],
    ['0x7f.1', 'bad-host'],
    ['mail server', 'bad-host'],
    [`${'a'.repeat(64)}.org`, 'bad-host'],
    ['ann@example.org', 'mail-address'],
    ['mail.example.org\n', undefined], // what a file's last line end leaves
    ['mail\0.example.org', 'control-character'],
    ['mail\r\n.example.org', 'control-character'],
  ])('%j: %s', (text, problem) => {
    const result = parseServer(text, 'smtp');
    expect('problem' in result ? result.problem : undefined).toBe(problem);
  });
});

describe('IP addresses', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['10.1.2.3', 'private'],
    ['172.15.255.255', 'public'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['100.128.0.0', 'public'],
    ['127.8.8.8', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['192.0.2.7', 'documentation'],
    ['203.0.113.7', 'documentation'],
    ['198.19.0.1', 'reserved'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['0.0.0.0', 'reserved'],
    ['2606:4700::1', 'public'],
    ['::1', 'loopback'],
    ['::', 'reserved'],
    ['fc00::1', 'private'],
    ['fdff::1', 'private'],
    ['fe80::1', 'link-local'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'documentation'],
    ['4000::1', 'reserved'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['64:ff9b::808:808', 'public'],
    ['2002:7f00:1::', 'loopback'],
    ['not an address', 'reserved'],
  ])('%s is %s (DN07)', (ip, kind) => {
    expect(addressClass(ip)).toBe(kind);
    expect(isPrivateAddress(ip)).toBe(kind !== 'public' && kind !== 'documentation');
  });

  it.each([
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['1::', '1::'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['2001:db8::192.0.2.1', '2001:db8::c000:201'],
    ['192.0.2.1', '192.0.2.1'],
    ['fe80::1%eth0', undefined],
    ['192.0.2', undefined],
  ])('%s is written %s', (ip, canonical) => {
    expect(canonicalIp(ip)).toBe(canonical);
  });

  it.each([
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:C000:0201', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['192.0.2.1', '192.0.2.1'],
    ['x', 'x'],
  ])('%s unmaps to %s', (ip, inner) => {
    expect(unmap(ip)).toBe(inner);
  });
});

describe('DNS names', () => {
  const nibbles = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2';

  it.each([
    ['192.0.2.1', '1.2.0.192.in-addr.arpa', '1.2.0.192.bl.example'],
    ['2001:db8::1', `${nibbles}.ip6.arpa`, `${nibbles}.bl.example`],
    ['::ffff:192.0.2.1', '1.2.0.192.in-addr.arpa', '1.2.0.192.bl.example'],
    ['mail.example.org', undefined, undefined],
  ])('%s', (ip, reverse, listed) => {
    expect(reverseName(ip)).toBe(reverse);
    expect(blocklistName(ip, 'BL.example.')).toBe(listed);
  });

  it.each([
    ['mail.example.org', true],
    ['xn--bcher-kva.example', true],
    ['a', true],
    ['3com.example', true],
    [`${'a'.repeat(63)}.org`, true],
    [`${'a'.repeat(64)}.org`, false],
    [`${'a.'.repeat(126)}a`, true],
    [`${'a.'.repeat(127)}a`, false],
    ['', false],
    ['.', false],
    ['a.', false],
    ['a..b', false],
    ['a_b.org', false],
    ['-a.org', false],
    ['a-.org', false],
    ['b\u00fccher.example', false],
    ['a b', false],
    ['a\n', false],
    ['192.0.2.1', false],
    ['1.0x7f', false],
  ])('%j is a host name: %s (DN06)', (name, is) => {
    expect(isHostName(name)).toBe(is);
  });

  it.each([
    ['Mail.Example.ORG.', 'mail.example.org'],
    ['.', '.'],
    ['', ''],
  ])('%j in lower case is %j', (name, lower) => {
    expect(lowerName(name)).toBe(lower);
  });

  it.each(['a/b', 'u@h', 'h:1', '%41.org', 'a\tb.org', '\u00fc/evil.org', '\u00fc?x', '\u00fc#x'])(
    'does not let %j through to the URL parser',
    (name) => {
      expect(asciiHostName(name)).toBeUndefined();
    },
  );
});

describe('standard ports', () => {
  it.each([
    ['imap', [993, 143]],
    ['pop3', [995, 110]],
    ['smtp', [465, 587]],
    ['sieve', [4190]],
  ] as const)('%s logs in at %j, best first', (protocol, ports) => {
    expect(candidates(protocol).map(({ port }) => port)).toEqual(ports);
  });

  it.each([
    ['smtp', 25, 'starttls'],
    ['smtp', 465, 'tls'],
    ['imap', 993, 'tls'],
    ['imap', 143, 'starttls'],
    ['imap', 995, undefined],
    ['smtp', 2525, undefined],
  ] as const)('%s on %i is %s', (protocol, port, security) => {
    expect(standardSecurity(protocol, port)).toBe(security);
  });
});
