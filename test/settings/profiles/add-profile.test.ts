import { describe, expect, test } from 'vitest';
import { isProblem } from '../../../src/settings/problem.ts';
import { addProfile } from '../../../src/settings/profiles/add-profile.ts';
import type { Profile } from '../../../src/settings/profiles/profile-schema.ts';
import { readProfiles } from '../../../src/settings/profiles/read-profiles.ts';

const work: Profile = {
  address: 'ann@example.org',
  incoming: [{ type: 'imap', host: 'imap.example.org', port: 993, security: 'tls' }],
  outgoing: [{ host: 'smtp.example.org', port: 465, security: 'tls' }],
  password: { command: ['pass', 'show', 'mail work'] },
};
const written = `  work:
    address: ann@example.org
    incoming:
      - { type: imap, host: imap.example.org, port: 993, security: tls }
    outgoing:
      - { host: smtp.example.org, port: 465, security: tls }
    password: { command: [ pass, show, mail work ] }
`;
const profilesIn = (text: string) => {
  const read = readProfiles(text, 'mailcheck.yaml', []);
  return isProblem(read) ? read.problem : read.profiles;
};

describe('a profile', () => {
  test.each(['', '\n'])('begins a file: %j', (text) => {
    const made = addProfile(text, 'work', work);
    expect(made).toMatch(/^# Profiles of mailcheck\. It holds no secret/);
    expect(made.endsWith(`\nversion: 1\nprofiles:\n${written}`)).toBe(true);
    expect(profilesIn(made)).toEqual({ work });
  });

  test('is added behind the others, whose comments and order stay', () => {
    const before = `# mine
version: 1 # of the format

profiles:
  # at home
  home:
    user: 'ann'   # quoted
    outgoing: [ { host: a.test } ]

  # none
  old: &old { address: bob@example.net }
  older: *old
# the end
`;
    const after = addProfile(before, 'work', work);
    for (const comment of before.match(/#.*/g) ?? []) expect(after).toContain(comment);
    for (const kept of ["user: 'ann' # quoted", 'old: &old { address: bob@example.net }', 'older: *old', '# the end']) {
      expect(after).toContain(kept);
    }
    expect(after).toContain(`\n\n${written}`);
    expect(Object.keys(profilesIn(after))).toEqual(['home', 'old', 'older', 'work']);
  });

  test('takes the place of one of its name', () => {
    const before = '# kept\nprofiles:\n  work: { user: ann }\n  home: { user: bob }\n';
    const after = addProfile(before, 'work', work);
    expect(after).toContain('# kept');
    expect(profilesIn(after)).toEqual({ work, home: { user: 'bob' } });
  });

  test.each(['profiles: {}\n', 'profiles:\n  {}\n'])('is the first one of %j', (before) => {
    expect(addProfile(before, 'work', work)).toBe(`profiles:\n${written}`);
  });

  test('has nothing in it that YAML would read as something else', () => {
    const hostile: Profile = {
      ...work,
      user: 'yes: #no',
      password: { file: '~/a b' },
      mechanism: '*PLAIN',
      symptom: 'send',
    };
    for (const user of ['yes: #no', 'null', '1e3', '!tag', '- x', '"', "'", '{x}', '%', '@x']) {
      const one = { ...hostile, user };
      expect(profilesIn(addProfile('', 'work', one))).toEqual({ work: one });
    }
  });
});
