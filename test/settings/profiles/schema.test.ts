import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { explainIds } from '../../../src/explain.ts';
import { isProblem } from '../../../src/settings/problem.ts';
import { readProfiles } from '../../../src/settings/profiles/read-profiles.ts';

const docs = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('profiles.md', docs), 'utf8');
const schema = JSON.parse(readFileSync(new URL('schema/profile-1.json', docs), 'utf8'));
// Dates are checked by the program; of the schema they are a hint for editors.
const validate = new Ajv2020({ strict: true, strictRequired: false, formats: { date: true } }).compile(schema);

/** What the program and the published schema say of the same text. */
function bothSay(text: string): { readonly program: boolean; readonly schema: boolean } {
  const read = readProfiles(text, 'mailcheck.yaml', explainIds());
  return { program: !isProblem(read), schema: validate(parse(text)) };
}
const work = (line: string): string => `profiles:\n  work:\n    ${line}\n`;

test('the example of the page is right', () => {
  const example = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(bothSay(example)).toEqual({ program: true, schema: true });
});

test('the page has every key', () => {
  const { properties } = schema.properties.profiles.additionalProperties;
  const missing = Object.keys(properties).filter((key) => !page.includes(`\`${key}\``));
  expect(Object.keys(properties).length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

describe('the program and the published schema agree', () => {
  test.each([
    'user: ann',
    'timeout: 10s',
    'timeout: 10',
    'family: 4',
    'password: { command: pass show mail }',
    'password: { command: [pass, show] }',
    'accessToken: { keyring: { service: a, account: b } }',
    'key: { spamhaus: { file: dqs.key } }',
    'resolve: { imap.example.org: 192.0.2.1 }',
    'expect: { failOn: never, works: [sieve], accept: [{ id: cert-expired, reason: x, until: 2027-01-31 }] }',
  ])('%s is right', (line) => {
    expect(bothSay(work(line))).toEqual({ program: true, schema: true });
  });

  test.each([
    'usr: ann',
    'user: 1',
    'user: ""',
    'timeout: true',
    'family: 5',
    'symptom: all',
    'password: secret',
    'password: {}',
    'password: { env: A, file: B }',
    'password: { env: A-B }',
    'password: { command: [] }',
    'password: { keyring: { account: a } }',
    'password: { keyring: { service: --help } }',
    'key: { other: { env: A } }',
    'key: { spamhaus: { command: x } }',
    'incoming: [{ host: a.test }]',
    'incoming: [{ type: smtp, host: a.test }]',
    'outgoing: [{ host: a.test, port: 0 }]',
    'outgoing: [{ host: a.test, port: 2.5 }]',
    'outgoing: [{ host: a.test, security: ssl }]',
    'outgoing: [{ host: a.test, auth: [plain] }]',
    'expect: { works: [http] }',
    'expect: { accept: [{ id: cert-expired, until: 2027-01-31 }] }',
    'allowInsecureAuth: true',
    'expect: []',
    'resolve: []',
    'outgoing: [[a.test]]',
    'password: []',
    'password: { keyring: [a] }',
  ])('%s is wrong', (line) => {
    expect(bothSay(work(line))).toEqual({ program: false, schema: false });
  });

  test.each(['', 'profiles: []', 'version: 2\nprofiles: {}', 'profiles: { "a b": {} }', 'accounts: {}'])(
    '%j is no file of profiles',
    (text) => {
      expect(bothSay(text)).toEqual({ program: false, schema: false });
    },
  );
});
