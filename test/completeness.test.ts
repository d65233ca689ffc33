import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { causes } from '../src/causes/catalogue.ts';
import { explain, explainIds } from '../src/explain.ts';
import { phrases } from '../src/knowledge/replies.ts';
import { loadScenario, scenarioIds } from '../src/lab/catalogue.ts';
import { rules } from '../src/rules/catalogue.ts';

const root = resolve(import.meta.dirname, '..');
const names = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();

const causeIds = causes.map(({ id }) => id);
const ruleIds = rules.map(({ id }) => id);

/** Causes that the first release promises (the list is a contract; later ones are added by their files alone). */
const promised =
  `host-not-found dns-lookup-failed connection-refused host-unreachable connection-dropped unexpected-greeting
tls-mode-mismatch tls-required starttls-unavailable tls-incompatible cert-untrusted cert-hostname-mismatch cert-expired
bad-credentials app-password-required oauth-required oauth-token-invalid protocol-access-disabled account-locked
auth-mechanism-unsupported too-many-login-attempts auth-required relay-denied sender-not-allowed user-unknown mailbox-full
greylisted rate-limited too-many-connections server-error ip-blacklisted direct-send-blocked folder-not-subscribed
folder-not-found namespace-prefix no-network resolver-rewrites ipv6-broken port-blocked-here plaintext-login-only
starttls-stripped starttls-injection special-folder-missing pop3-uidl-unstable cert-differs-between-ports`
    .split(/\s+/)
    .sort();

test('every promised cause is there', () => {
  expect(promised.filter((id) => !causeIds.includes(id))).toEqual([]);
});

test('ids are unique and sorted apart', () => {
  expect(new Set([...causeIds, ...ruleIds]).size).toBe(causeIds.length + ruleIds.length);
});

describe('each cause', () => {
  test('has a page and no page lacks its cause', () => {
    expect(names('docs/causes', '.md')).toEqual([...causeIds].sort());
  });

  test.each(causes.map((cause) => [cause.id, cause] as const))(
    '%s: page, title and scenario agree',
    async (id, cause) => {
      const page = readFileSync(join(root, `docs/causes/${id}.md`), 'utf8');
      expect(page.split('\n')[0]).toBe(`# ${cause.title}`);
      if (cause.textsOnly === true) return expect(scenarioIds).not.toContain(id);
      expect(scenarioIds).toContain(id);
      const scenario = await loadScenario(id);
      expect(scenario.cause).toBe(id);
      expect(scenario.title.length).toBeGreaterThan(5);
    },
  );

  test.each(causes.map((cause) => [cause.id, cause] as const))('%s: builds on findings that exist', (_id, cause) => {
    const used = [...cause.symptoms, ...(cause.explains ?? [])].map(({ rule }) => rule);
    expect(used.filter((rule) => !ruleIds.includes(rule))).toEqual([]);
    expect((cause.yieldsTo ?? []).filter((other) => !causeIds.includes(other))).toEqual([]);
    // What only texts tell no run can meet.
    expect(used.length === 0).toBe(cause.textsOnly === true);
    expect(cause.symptoms.length > 0).toBe(cause.textsOnly !== true);
  });

  test('can be read out of texts, where no run can meet it, and no text means anything else', () => {
    const readable = new Set(phrases.map(({ meaning }) => meaning));
    const mute = causes.filter(({ id, textsOnly }) => textsOnly === true && !readable.has(id));
    expect(mute.map(({ id }) => id)).toEqual([]);
    expect([...readable].filter((id) => !causeIds.includes(id))).toEqual([]);
  });
});

describe('each finding', () => {
  test('is in the catalogue under the name of its file', () => {
    const files = names('src/rules', '.ts').filter((name) => name.includes('/'));
    expect([...ruleIds].sort()).toEqual(files);
  });

  test('is tested by name', () => {
    const tests = readdirSync(join(root, 'test/rules'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, 'test/rules', name), 'utf8'))
      .join('\n');
    expect(ruleIds.filter((id) => !tests.includes(id) && !tests.includes(`${id.split('/')[1]}.ts'`))).toEqual([]);
  });
});

test('every id can be explained', () => {
  for (const id of explainIds()) expect(explain(id)?.page.length, id).toBeGreaterThan(100);
});

test('every scenario but the healthy one shows a cause of the catalogue', async () => {
  for (const id of scenarioIds) {
    const scenario = await loadScenario(id);
    if (id !== 'healthy') expect(causeIds, id).toContain(scenario.cause);
  }
});
