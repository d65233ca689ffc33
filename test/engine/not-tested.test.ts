import { describe, expect, test } from 'vitest';
import { createSkipped } from '../../src/engine/not-tested.ts';
import { fact, type Observation } from '../../src/model/evidence.ts';
import { defineRule, type Rule } from '../../src/model/finding.ts';
import { type Subject, service } from '../../src/model/subject.ts';
import { endpointOf, failed, observed, skipped, unclear, viewOf } from '../evidence.ts';
import { mail, web } from './toys.ts';

const door = fact<string>()('t/door', 'endpoint', 'door');
const hall = fact<string>()('t/hall', 'endpoint', 'hall');
const stairs = fact<string>()('t/stairs', 'endpoint', 'hall');
const way = fact<string>()('t/way', 'service', 'way');
const rule = defineRule({
  id: 't/rule',
  title: '',
  severity: 'error',
  on: 'endpoint',
  reads: [door, hall, stairs, way],
  messages: { none: '' },
  *check() {},
}) as unknown as Rule;
const closed = { kind: 'closed', stage: 'connect' } as const;
const six = { ...mail, ip: '2001:db8::10' };
const otherPort = endpointOf('imap', 143, 'starttls');

function skippedIn(...observations: Observation[]) {
  const subjects = [...new Map(observations.map(({ subject }) => [JSON.stringify(subject), subject])).values()];
  return createSkipped([rule], viewOf(observations), subjects as Subject[]);
}
const shut = failed(door, mail, closed);

describe('what was not tested because of an observation', () => {
  test('is told with the reason, once for all places', () => {
    const other = failed(door, web, closed);
    const found = skippedIn(shut, skipped(hall, mail, shut.id), other, skipped(hall, web, shut.id));
    expect(found.becauseOf([shut.id])).toEqual([
      {
        what: 'hall',
        where: [mail, web],
        because: shut.id,
        reason: 'the server closed the connection at the connection',
      },
    ]);
    expect(found.becauseOf([other.id])).toEqual([]);
  });

  test('is told for subjects of any kind', () => {
    const at = service('mail.example.org', 'imap', 993, 'tls');
    expect(skippedIn(shut, skipped(way, at, shut.id)).becauseOf([shut.id])).toMatchObject([
      { what: 'way', where: [at] },
    ]);
  });

  test('says why where the observation was inconclusive, or does not allow it', () => {
    const busy = unclear(door, mail, 'the server was busy');
    expect(skippedIn(busy, skipped(hall, mail, busy.id)).becauseOf([busy.id])[0]?.reason).toBe('the server was busy');
    const open = observed(door, mail, 'open');
    expect(skippedIn(open, skipped(hall, mail, open.id)).becauseOf([open.id])[0]?.reason).toBe(
      'what was found there does not allow it',
    );
  });

  test('does not stay open where another address of the service was tested', () => {
    const found = skippedIn(shut, skipped(hall, mail, shut.id), observed(door, six, 'open'), observed(hall, six, 'x'));
    expect(found.becauseOf([shut.id])).toEqual([]);
  });

  test('does not stay open where another address passed the stage that failed here', () => {
    const found = skippedIn(
      shut,
      skipped(hall, mail, shut.id),
      observed(door, six, 'x'),
      skipped(hall, six, 'not-asked'),
    );
    expect(found.becauseOf([shut.id])).toEqual([]);
  });

  test('stays open where the other address left it to this one', () => {
    const passed = [observed(door, mail, 'x'), observed(door, six, 'x')];
    const no = failed(hall, mail, closed);
    const found = skippedIn(
      ...passed,
      no,
      skipped(stairs, mail, no.id),
      skipped(hall, six, 'done-elsewhere'),
      skipped(stairs, six, 'done-elsewhere'),
    );
    expect(found.becauseOf([no.id])).toMatchObject([{ what: 'hall', where: [mail] }]);
  });

  test('stays open where another address shows the same obstacle, which is no failure of its stage', () => {
    const seen = observed(door, mail, 'unverified');
    const other = observed(door, six, 'unverified');
    const found = skippedIn(seen, skipped(hall, mail, seen.id), other, skipped(hall, six, other.id));
    expect(found.becauseOf([seen.id])).toMatchObject([{ what: 'hall', where: [mail] }]);
  });

  test('stays open where only another port was tested', () => {
    const found = skippedIn(
      shut,
      skipped(hall, mail, shut.id),
      observed(door, otherPort, 'x'),
      observed(hall, otherPort, 'x'),
    );
    expect(found.becauseOf([shut.id])).toHaveLength(1);
  });
});

describe('what was not tested because of mailcheck or its user', () => {
  test.each(['no-credentials', 'not-confirmed', 'interrupted', 'deadline', 'crashed'] as const)(
    '%s is told',
    (because) => {
      expect(skippedIn(skipped(hall, mail, because)).byUs()).toMatchObject([{ what: 'hall', where: [mail], because }]);
    },
  );

  test.each(['not-applicable', 'above-effect-ceiling', 'stopped-here', 'not-asked', 'done-elsewhere'] as const)(
    '%s is not',
    (because) => {
      expect(skippedIn(skipped(hall, mail, because)).byUs()).toEqual([]);
    },
  );

  test('is told at every address, and once for facts of one name', () => {
    const found = skippedIn(
      skipped(hall, mail, 'no-credentials'),
      skipped(hall, six, 'no-credentials'),
      skipped(stairs, web, 'no-credentials'),
    );
    expect(found.byUs()).toMatchObject([{ what: 'hall', where: [mail, six, web] }]);
  });
});
