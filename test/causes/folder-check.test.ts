import { describe, expect, test } from 'vitest';
import { folderCheck } from '../../src/causes/folder-check.ts';
import type { Case } from '../../src/model/cause.ts';
import type { Target } from '../../src/model/target.ts';
import { endpointOf, findingOf, viewOf } from '../evidence.ts';

const caseOf = (target: Partial<Target>): Case => {
  const finding = findingOf('imap/folder-not-subscribed', endpointOf('imap', 993, 'tls'));
  return {
    findings: [finding],
    first: finding,
    hosts: ['mail.example.org'],
    ports: [993],
    view: viewOf([], target),
    others: [finding],
  };
};

describe('folderCheck', () => {
  test('names the server, which is then trusted with the password', () => {
    expect(folderCheck(caseOf({}))).toBe('mailcheck folders ann@example.org --imap mail.example.org:993');
  });

  test('keeps a user name that is not the address', () => {
    expect(folderCheck(caseOf({ user: 'ann' }))).toBe(
      'mailcheck folders ann@example.org --imap mail.example.org:993 --user ann',
    );
  });
});
