import { describe, expect, test } from 'vitest';
import { fact } from '../../src/model/evidence.ts';
import {
  address,
  compareSubjects,
  domain,
  endpoint,
  here,
  host,
  type Subject,
  service,
  subjectId,
} from '../../src/model/subject.ts';
import { endpointOf, failed, observed, viewOf } from '../evidence.ts';
import { mail, orders } from './toys.ts';

const onHost = fact<string>()('t/host', 'host', 'of the host');
const onHere = fact<number>()('t/here', 'here', 'of this machine');
const onPort = fact<string>()('t/port', 'endpoint', 'of the port');
const timeout = { kind: 'timeout', stage: 'dns', afterMs: 5000 } as const;

describe('a view', () => {
  const view = viewOf([
    observed(onHere, here, 1),
    observed(onHost, host('mail.example.org'), 'a'),
    failed(onPort, mail, timeout),
  ]);

  test('finds a fact at the subject, and at what that belongs to', () => {
    expect(view.value(onHost, mail)).toBe('a');
    expect(view.value(onHere, mail)).toBe(1);
    expect(view.id(onHost, mail)).toBe('t/host@mail.example.org');
    expect(view.value(onHost, host('other.example.org'))).toBeUndefined();
    expect(view.value(onPort, host('mail.example.org'))).toBeUndefined();
  });

  test('tells what failed from what is not known', () => {
    expect(view.failure(onPort, mail)).toEqual(timeout);
    expect(view.value(onPort, mail)).toBeUndefined();
    expect(view.failure(onHost, mail)).toBeUndefined();
    expect(view.outcome(onPort, endpointOf('imap', 143, 'starttls'))).toBeUndefined();
  });

  test('knows every subject that something was recorded about, or that it belongs to', () => {
    expect(view.subjects('address')).toEqual([address('mail.example.org', '192.0.2.10')]);
    expect(view.subjects('service').map(({ port }) => port)).toEqual([993]);
    expect(view.subjects('domain')).toEqual([]);
  });
});

describe('the order of subjects', () => {
  const name = 'mail.example.org';
  const imaps = service(name, 'imap', 993, 'tls');
  const sorted: Subject[] = [
    here,
    domain('example.org'),
    host('example.org'),
    host(name),
    address(name, '192.0.2.10'),
    imaps,
    endpoint(imaps, '192.0.2.10'),
    endpoint(imaps, '2001:db8::10'),
    endpointOf('imap', 143, 'starttls'),
    endpointOf('smtp', 465, 'tls'),
    endpointOf('smtp', 587, 'starttls'),
    endpointOf('smtp', 25, 'starttls'),
    endpointOf('pop3', 995, 'tls'),
    endpointOf('imap', 993, 'tls', 'web.example.org'),
  ];

  test('puts first what people use most, and IPv4 before IPv6', () => {
    expect([...sorted].reverse().sort(compareSubjects)).toEqual(sorted);
  });

  test('is that of a view, whatever order the evidence came in', () => {
    const some = sorted.filter((one) => one.kind === 'endpoint').slice(0, 5);
    const seen = orders(some.map((at) => observed(onPort, at, 'x'))).map((observations) => {
      const view = viewOf(observations);
      return [...view.subjects('endpoint'), ...view.all(onPort).map(({ subject }) => subject)].map(subjectId).join(' ');
    });
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(1);
  });

  test('makes no two subjects equal that are not', () => {
    for (const [index, one] of sorted.entries()) {
      for (const [other, two] of sorted.entries()) expect(compareSubjects(one, two) === 0).toBe(index === other);
    }
  });
});
