import { describe, expect, test } from 'vitest';
import { Failed, type Failure } from '../../../src/model/failure.ts';
import type { DialOptions, Session } from '../../../src/model/session.ts';
import { here } from '../../../src/model/subject.ts';
import { publicAddresses } from '../../../src/probes/facts/here.ts';
import { probePublicAddresses } from '../../../src/probes/here/public-addresses.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

const oracles: Zone = {
  'resolver1.opendns.com A': ['208.67.222.222'],
  'ns1.google.com A': ['216.239.32.10'],
};
const openDns = 'myip.opendns.com A';
const google = 'o-o.myaddr.l.google.com TXT';

interface Situation {
  readonly own?: readonly string[];
  readonly zone?: Zone;
  readonly ask?: string;
  readonly reply?: string;
  readonly failure?: Failure;
  readonly family?: 4 | 6;
}

async function found({ own = ['192.168.1.5'], zone = {}, ask, reply = '', failure, family }: Situation) {
  const resolver = fakeResolver({ ...oracles, ...zone });
  const said: string[] = [];
  const dialled: DialOptions[] = [];
  const dialer = {
    async connect(options: DialOptions) {
      dialled.push(options);
      if (failure !== undefined) throw new Failed(failure);
      const replies = [
        { status: '220', lines: ['mx.example.org ESMTP'] },
        { status: '250', lines: [reply, 'PIPELINING'] },
      ];
      return {
        send: (line: string) => said.push(line),
        receive: async () => replies.shift(),
        startTls: async () => said.push('TLS'),
        close: (line: string) => said.push(line),
      } as unknown as Session;
    },
  };
  const network = { localAddresses: () => own.map((ip) => ({ ip, interface: 'eth0' })) };
  const asked = target({
    blacklist: { subjects: [], lists: ['default'], mine: ask === undefined ? {} : { ask } },
    ...(family === undefined ? {} : { family }),
  });
  const probe = probePublicAddresses({ io: io({ resolver, dialer, network }), target: asked, allowPrivate: false });
  const ran = await runProbe(probe, here);
  return { ...ran.value(publicAddresses), discovered: ran.discovered, asked: resolver.asked, said, dialled };
}

describe('the public address of this machine', () => {
  test('is its own where that is a public one, and nobody is asked', async () => {
    const one = await found({ own: ['8.8.4.4', '2a00:1450::5', '192.168.1.5', 'fe80::1'] });
    expect(one.found).toEqual([
      { ip: '8.8.4.4', way: 'interface', by: ['eth0'] },
      { ip: '2a00:1450::5', way: 'interface', by: ['eth0'] },
    ]);
    expect(one.discovered).toEqual(['8.8.4.4', '2a00:1450::5']);
    expect(one.asked).toEqual([]);
  });

  test('behind a router is what two operators say who are asked directly', async () => {
    const one = await found({
      zone: { [openDns]: ['8.8.4.4'], [google]: ['8.8.4.4', 'edns0-client-subnet 8.8.4.0/24'] },
    });
    expect(one.found).toEqual([{ ip: '8.8.4.4', way: 'dns', by: ['OpenDNS', 'Google'] }]);
    expect(one.asked).toContain(`${openDns} @208.67.222.222:53`);
    expect(one.asked).toContain(`${google} @216.239.32.10:53`);
  });

  test('is told with its doubt when only one says it, or both say something else', async () => {
    const alone = await found({ zone: { [google]: ['8.8.4.4'] } });
    expect(alone.found).toEqual([{ ip: '8.8.4.4', way: 'dns', by: ['Google'] }]);
    expect(alone.failed).toEqual([{ by: 'OpenDNS', why: 'the answer has no public address in it' }]);
    const apart = await found({ zone: { [openDns]: ['8.8.4.4'], [google]: ['8.8.8.8'] } });
    expect(apart.found.map(({ ip, by }) => `${ip} ${by.join()}`)).toEqual(['8.8.4.4 OpenDNS', '8.8.8.8 Google']);
  });

  test('is not known when nobody answers, or with what no public address is', async () => {
    const one = await found({ zone: { [openDns]: 'timeout', [google]: ['192.168.1.1', 'hello'] } });
    expect(one.found).toEqual([]);
    expect(one.failed).toEqual([
      { by: 'OpenDNS', why: 'the resolver does not answer' },
      { by: 'Google', why: 'the answer has no public address in it' },
    ]);
    expect(
      (await found({ zone: { 'resolver1.opendns.com A': [], 'ns1.google.com A': 'servfail' } })).failed,
    ).toHaveLength(2);
  });

  test('of IPv6 alone is never asked for by IPv4', async () => {
    const one = await found({ own: ['192.168.1.5', '2a00:1450::5'], family: 6 });
    expect(one.found.map(({ ip }) => ip)).toEqual(['2a00:1450::5']);
    expect(one.asked).toEqual([]);
  });
});

describe('a mail server', () => {
  const zone: Zone = { 'smtp.example.org A': ['8.8.8.25'] };
  test('says whom it sees', async () => {
    const one = await found({ zone, ask: 'smtp.example.org:587', reply: 'smtp.example.org Hello [8.8.4.4]' });
    expect(one.found).toEqual([{ ip: '8.8.4.4', way: 'ehlo', by: ['smtp.example.org:587'] }]);
    expect(one.dialled).toMatchObject([{ host: 'smtp.example.org', ip: '8.8.8.25', port: 587 }]);
    expect(one.said).toEqual(['EHLO [127.0.0.1]', 'QUIT']);
  });

  test('is spoken to inside TLS where its port wants that', async () => {
    const one = await found({ ask: '[2a00:1450::25]:465', reply: 'mx at your service, [8.8.4.4]' });
    expect(one.found.map(({ ip }) => ip)).toEqual(['8.8.4.4']);
    expect(one.said).toEqual(['TLS', 'EHLO [127.0.0.1]', 'QUIT']);
  });

  test.each([
    ['its own address', 'smtp.example.org [8.8.8.25]'],
    ['what the client said itself', 'smtp.example.org Hello [127.0.0.1]'],
    ['a private one', 'smtp.example.org Hello [10.0.0.5]'],
    ['nothing', 'smtp.example.org'],
  ])('that says %s says nothing', async (_, reply) => {
    const one = await found({ zone, ask: 'smtp.example.org:587', reply });
    expect(one.found).toEqual([]);
    expect(one.failed).toEqual([{ by: '8.8.8.25:587', why: 'its EHLO reply does not say whom it sees' }]);
  });

  test('that cannot be reached is told', async () => {
    const one = await found({ zone, ask: 'smtp.example.org:587', failure: { kind: 'refused', stage: 'connect' } });
    expect(one.failed).toEqual([{ by: '8.8.8.25:587', why: 'the connection is refused' }]);
  });
});
