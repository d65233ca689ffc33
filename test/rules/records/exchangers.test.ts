import { describe, expect, test } from 'vitest';
import { host } from '../../../src/model/subject.ts';
import { addresses, mailExchangers, reverseNames } from '../../../src/probes/facts/dns.ts';
import { greeting } from '../../../src/probes/facts/mail.ts';
import greetingNameDiffers from '../../../src/rules/dns/greeting-name-differs.ts';
import mxContradicts from '../../../src/rules/dns/mx-contradicts.ts';
import mxDuplicate from '../../../src/rules/dns/mx-duplicate.ts';
import mxIsAlias from '../../../src/rules/dns/mx-is-alias.ts';
import mxNameInvalid from '../../../src/rules/dns/mx-name-invalid.ts';
import mxPrivateAddress from '../../../src/rules/dns/mx-private-address.ts';
import noMailHost from '../../../src/rules/dns/no-mail-host.ts';
import reverseNameMissing from '../../../src/rules/dns/reverse-name-missing.ts';
import { failed, observed, replyOf, verdictsOf, viewOf } from '../../evidence.ts';
import { addressAt, asked, at, hostWith, mailAt, mailHost, mx } from './facts.ts';

describe('dns/mx-contradicts', () => {
  test('a null MX beside another record', () => {
    expect(verdictsOf(mxContradicts, viewOf([mx('0 .', '10 mail.example.org')]))).toEqual([
      { message: 'mixed', args: { domain: 'example.org', hosts: 'mail.example.org' } },
    ]);
  });
  test.each([[['0 .']], [['10 mail.example.org']], [[]]])('%j is fine', (texts) => {
    expect(verdictsOf(mxContradicts, viewOf([mx(...texts)]))).toEqual([]);
  });
});

describe('dns/mx-name-invalid', () => {
  test.each([
    ['10 192.0.2.10', 'address'],
    ['10 2001:db8::1', 'address'],
    ['10 mail_1.example.org', 'name'],
    ['10 \u001b[2J', 'name'],
  ])('%j', (text, message) => {
    expect(verdictsOf(mxNameInvalid, viewOf([mx(text)]))).toMatchObject([{ message }]);
  });
  test.each(['0 .', '10 mail.example.org'])('%s is fine', (text) => {
    expect(verdictsOf(mxNameInvalid, viewOf([mx(text)]))).toEqual([]);
  });
});

describe('dns/mx-is-alias', () => {
  const aliased = hostWith(mailHost, ['192.0.2.10'], ['server7.example.net']);
  test('an exchanger that is one', () => {
    expect(verdictsOf(mxIsAlias, viewOf([mx('10 mail.example.org'), ...aliased]))).toEqual([
      { message: 'alias', args: { domain: 'example.org', host: mailHost, alias: 'server7.example.net' } },
    ]);
  });
  test('another host may be one, and an exchanger with addresses is none', () => {
    expect(verdictsOf(mxIsAlias, viewOf([mx('10 mx.example.org'), ...aliased]))).toEqual([]);
    expect(verdictsOf(mxIsAlias, viewOf([mx('10 mail.example.org'), ...hostWith(mailHost, ['192.0.2.10'])]))).toEqual(
      [],
    );
  });
});

describe('dns/mx-private-address', () => {
  const found = (...ips: string[]) =>
    verdictsOf(mxPrivateAddress, viewOf([mx('10 mail.example.org'), ...hostWith(mailHost, ips)]));
  test.each([['10.0.0.25'], ['127.0.0.1'], ['169.254.169.254'], ['::1'], ['::ffff:10.0.0.1'], ['fd00::25']])(
    '%s alone',
    (ip) => {
      expect(found(ip)).toEqual([{ message: 'all', args: { host: mailHost, ips: ip } }]);
    },
  );
  test('one of two is a warning', () => {
    expect(found('192.0.2.10', 'fd00::25')).toEqual([
      { message: 'some', args: { host: mailHost, ips: 'fd00::25' }, severity: 'warning' },
    ]);
  });
  test('public addresses, and none at all, are not', () => {
    expect(found('192.0.2.10', '2001:db8::10')).toEqual([]);
    expect(found()).toEqual([]);
  });
  test('nor those of a host that was pinned by hand', () => {
    const pinned = observed(addresses, host(mailHost), { ips: ['127.0.0.1'], source: 'pinned' });
    expect(verdictsOf(mxPrivateAddress, viewOf([mx('10 mail.example.org'), pinned]))).toEqual([]);
  });
});

describe('dns/mx-duplicate', () => {
  test('a host named twice', () => {
    expect(verdictsOf(mxDuplicate, viewOf([mx('10 a.example.org', '20 a.example.org', '20 b.example.org')]))).toEqual([
      { message: 'twice', args: { domain: 'example.org', host: 'a.example.org', count: 2 } },
    ]);
  });
  test('equal preferences are a choice', () => {
    expect(verdictsOf(mxDuplicate, viewOf([mx('10 a.example.org', '10 b.example.org')]))).toEqual([]);
  });
});

describe('dns/no-mail-host', () => {
  test('neither MX nor address', () => {
    expect(verdictsOf(noMailHost, viewOf([mx(), ...hostWith('example.org', [])], asked()))).toEqual([
      { message: 'none', args: { domain: 'example.org' } },
    ]);
  });
  test.each([
    ['an address', [mx(), ...hostWith('example.org', ['192.0.2.1'])]],
    ['an MX record', [mx('10 mail.example.org'), ...hostWith('example.org', [])]],
    ['a null MX', [mx('0 .'), ...hostWith('example.org', [])]],
    ['an address that was not asked for', [mx()]],
    [
      'an address that could not be asked for',
      [mx(), failed(addresses, host('example.org'), { kind: 'dns', stage: 'dns', trouble: 'timeout' })],
    ],
    [
      'no domain',
      [observed(mailExchangers, at, { records: [], nullMx: false, rcode: 'NXDOMAIN' }), ...hostWith('example.org', [])],
    ],
  ])('silent with %s', (_, observations) => {
    expect(verdictsOf(noMailHost, viewOf(observations, asked()))).toEqual([]);
  });
});

describe('dns/greeting-name-differs', () => {
  const found = (claims: string | undefined, names: string[], exchanger = mailHost) =>
    verdictsOf(
      greetingNameDiffers,
      viewOf([
        mx(`10 ${exchanger}`),
        observed(greeting, mailAt, {
          reply: replyOf('smtp', '220', `${claims} ESMTP`),
          ...(claims === undefined ? {} : { claims }),
        }),
        observed(reverseNames, addressAt('192.0.2.10', mailHost), { names, forwardConfirmed: true }),
      ]),
    );
  test.each([
    ['localhost', 'no-name'],
    ['mail', 'no-name'],
    ['[192.0.2.10]', 'no-name'],
    ['server7.example.net', 'differs'],
  ])('%s', (claims, message) => {
    expect(found(claims, [mailHost])).toMatchObject([{ message, args: { host: mailHost, name: claims } }]);
  });
  test.each([
    ['the name in the MX record', mailHost, ['server7.example.net']],
    ['the reverse name', 'Server7.example.net.', ['server7.example.net']],
    ['a name where there is no reverse name', 'server7.example.net', []],
    ['nothing', undefined, [mailHost]],
  ])('silent for %s', (_, claims, names) => {
    expect(found(claims, names)).toEqual([]);
  });
  test('silent for a server that is no exchanger', () => {
    expect(found('localhost', [mailHost], 'mx.example.org')).toEqual([]);
  });
});

describe('dns/reverse-name-missing', () => {
  const found = (ip: string, names: string[], forwardConfirmed: boolean, sendingIps: string[] = []) =>
    verdictsOf(
      reverseNameMissing,
      viewOf([observed(reverseNames, addressAt(ip), { names, forwardConfirmed })], asked({ sendingIps })),
    );
  test('of an exchanger is a notice, of a sending address an error', () => {
    expect(found('192.0.2.10', [], false)).toEqual([{ message: 'missing', args: { ip: '192.0.2.10', names: '' } }]);
    expect(found('192.0.2.10', ['a.example.net'], false, ['192.0.2.10'])).toEqual([
      { message: 'unconfirmed', args: { ip: '192.0.2.10', names: 'a.example.net' }, severity: 'error' },
    ]);
  });
  test('silent when it leads back, and for an address that reaches nobody', () => {
    expect(found('192.0.2.10', ['a.example.org'], true)).toEqual([]);
    expect(found('10.0.0.25', [], false)).toEqual([]);
  });
});
