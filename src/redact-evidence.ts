import type { Observation } from './model/evidence.ts';
import type { RunEvent } from './model/probe.ts';
import type { Target } from './model/target.ts';

type Redact = (text: string) => string;

/** A server may give a secret back in any text; whatever leaves goes through the redactor by value once more. */
export const redactedObservation = (observation: Observation, redact: Redact): Observation => ({
  ...observation,
  outcome: redactedValue(observation.outcome, redact) as Observation['outcome'],
});

/** What is told while it happens, as it will stand in the evidence. */
export const redactedEvent = (event: RunEvent, redact: Redact): RunEvent =>
  event.type === 'observed' ? { ...event, observation: redactedObservation(event.observation, redact) } : event;

/** What the user of a target is called by, and whom the target names besides. */
export const namesIn = ({ user, address, from, to = [] }: Target): readonly string[] =>
  [user, address, from, ...to].flatMap((name) => (name === undefined || name === '' ? [] : [name]));

/** A target in which nobody is named. */
export function redactedTarget(target: Target, redact: Redact): Target {
  const named = { user: target.user, address: target.address, from: target.from };
  const told = Object.entries(named).flatMap(([key, name]) => (name === undefined ? [] : [[key, redact(name)]]));
  return { ...target, ...Object.fromEntries(told), ...(target.to === undefined ? {} : { to: target.to.map(redact) }) };
}

function redactedValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => redactedValue(one, redact));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, redactedValue(entry, redact)]));
}
