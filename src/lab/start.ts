import { randomBytes } from 'node:crypto';
import { type Credentials, Secret } from '../model/secret.ts';
import { loadScenario } from './catalogue.ts';
import { combine } from './faults.ts';
import { healthy } from './healthy.ts';
import type { Scenario } from './scenario.ts';
import { startWorld, type World } from './world.ts';

export interface StartedScenario extends World {
  readonly scenario: Scenario;
  /** What the scenario's user logs in with; undefined when with nothing. */
  readonly credentials: Credentials | undefined;
}

/** Starts the world of a scenario; `servers` are those that its user names. */
export async function startScenario(id: string, options: { readonly delayMs?: number } = {}): Promise<StartedScenario> {
  const scenario = await loadScenario(id);
  const world = await startWorld(combine(healthy(), scenario.fault), options);
  return {
    ...world,
    servers: scenario.run?.servers ?? world.servers,
    scenario,
    credentials: credentialsOf(world, scenario),
  };
}

/** What the scenario's user logs in with at a world. */
export function credentialsOf(world: World, scenario: Scenario): Credentials | undefined {
  switch (scenario.run?.credentials ?? 'password') {
    case 'password':
      return { kind: 'password', secret: world.password };
    case 'wrong-password':
      return { kind: 'password', secret: new Secret(randomBytes(15).toString('base64url')) };
    case 'access-token':
      return { kind: 'access-token', secret: world.accessToken };
    case 'none':
      return undefined;
  }
}
