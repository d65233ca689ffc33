import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadScenario, loadScenarios, scenarioIds } from '../../src/lab/catalogue.ts';
import { combine } from '../../src/lab/faults.ts';
import { healthy } from '../../src/lab/healthy.ts';
import { startScenario } from '../../src/lab/start.ts';
import { startWorld } from '../../src/lab/world.ts';
import { base64, openClient } from './client.ts';

describe('the catalogue of scenarios', () => {
  it('has one file a scenario, named for it', () => {
    const files = readdirSync(new URL('../../src/lab/scenarios', import.meta.url)).map((name) => name.slice(0, -3));
    expect([...scenarioIds].sort()).toEqual(files.sort());
  });

  it('tells each in a title of its own and a story that ends as a sentence', async () => {
    const all = await loadScenarios();
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
    for (const { story } of all) expect(story).toMatch(/^[A-Z].{20,}\.$/s);
  });

  it('names by its id the cause that it shows', async () => {
    for (const id of scenarioIds) {
      const one = await loadScenario(id);
      expect([one.id, one.cause]).toEqual([id, id === 'healthy' ? undefined : id]);
    }
  });

  it.each(['nonsense', '__proto__', ''])('refuses %j', async (id) => {
    await expect(loadScenario(id)).rejects.toThrow(RangeError);
  });
});

describe('each scenario', () => {
  it.each(scenarioIds)('%s breaks something, starts and stops', async (id) => {
    const { fault, run } = await loadScenario(id);
    if (id !== 'healthy') expect(run !== undefined || fault !== undefined).toBe(true);
    if (fault !== undefined) expect(combine(healthy(), fault)).not.toEqual(healthy());
    const started = await startScenario(id);
    expect(started.listeners).toHaveLength(14);
    expect(started.credentials === undefined).toBe(run?.credentials === 'none');
    await started.close();
  });

  it('gives its user a wrong password or an old token where that is the story', async () => {
    const wrong = await startScenario('bad-credentials');
    expect(wrong.credentials?.secret.reveal()).not.toBe(wrong.password.reveal());
    await wrong.close();
    const old = await startScenario('oauth-token-invalid');
    expect(old.credentials?.kind).toBe('access-token');
    const client = await openClient(old, 993, { tls: true });
    await client.ask('', /^\*/);
    const response = base64(`user=ann@lab.test\x01auth=Bearer ${old.credentials?.secret.reveal()}\x01\x01`);
    await client.ask(`a AUTHENTICATE XOAUTH2 ${response}`, /^\+ /);
    expect(await client.ask([''], /^a /)).toEqual(['a NO [AUTHENTICATIONFAILED] Authentication failed.']);
    client.close();
    await old.close();
  });

  it('can be joined with another', async () => {
    const one = await loadScenario('ipv6-broken');
    const two = await loadScenario('folder-not-subscribed');
    const world = await startWorld(combine(healthy(), one.fault, two.fault));
    expect(world.network.route('2001:db8::10', 993, 'tcp')).toEqual({ to: 'nowhere', how: 'silent' });
    expect(world.mailbox.folders.find(({ name }) => name === 'Sent')?.subscribed).toBe(false);
    await world.close();
  });
});
