import { describe, expect, test } from 'vitest';
import { isAboutHere, refusalOf } from '../../src/causes/refusal.ts';
import type { Case } from '../../src/model/cause.ts';
import type { Finding } from '../../src/model/finding.ts';
import { endpointOf, findingOf, viewOf } from '../evidence.ts';

const submission = endpointOf('smtp', 587, 'starttls');
const exchanger = endpointOf('smtp', 25, 'starttls');
const imaps = endpointOf('imap', 993, 'tls');
const greylisted = { to: 'ann@example.org', reply: '450 4.2.0 Greylisted' };
const caseOf = (...findings: [Finding, ...Finding[]]): Case => ({
  findings,
  first: findings[0],
  hosts: ['mail.example.org'],
  ports: [],
  view: viewOf([]),
  others: findings,
});

describe('refusalOf', () => {
  test('quotes the reply, and names where else it was said', () => {
    const at = caseOf(
      findingOf('smtp/recipient-refused', submission, greylisted),
      findingOf('smtp/recipient-refused', exchanger, greylisted),
    );
    expect(refusalOf(at)).toBe(
      'mail.example.org on 587 refuses the recipient ann@example.org for now: "450 4.2.0 Greylisted". The same at mail.example.org on 25.',
    );
  });

  test('counts no finding of another kind among the places', () => {
    const at = caseOf(findingOf('imap/quota-full', imaps), findingOf('smtp/recipient-refused', submission, greylisted));
    expect(refusalOf(at, ({ rule }) => rule !== 'imap/quota-full')).not.toContain('The same at');
  });

  test('knows what was refused for where mailcheck runs', () => {
    const here = { ...findingOf('smtp/recipient-refused', exchanger, greylisted), message: 'here' };
    expect(isAboutHere([here])).toBe(true);
    expect(isAboutHere([here, findingOf('smtp/recipient-refused', submission, greylisted)])).toBe(false);
    expect(isAboutHere([])).toBe(false);
  });
});
