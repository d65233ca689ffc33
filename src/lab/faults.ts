import type { Protocol } from '../model/subject.ts';
import { mailHost } from './healthy.ts';
import type { Action, Actions, ServicePlan, WorldPlan } from './plan.ts';
import type { Fault } from './scenario.ts';

/** Applies faults in order. */
export function combine(plan: WorldPlan, ...faults: readonly (Fault | undefined)[]): WorldPlan {
  for (const fault of faults) fault?.(plan);
  return plan;
}

/** The services of the mail host: all, those of a protocol, or those on given ports. */
export function services<P extends Protocol = Protocol>(
  plan: WorldPlan,
  which: { readonly protocol?: P; readonly ports?: readonly number[] } = {},
): Extract<ServicePlan, { protocol: P }>[] {
  return plan.services.filter(
    (one): one is Extract<ServicePlan, { protocol: P }> =>
      one.host === mailHost &&
      (which.protocol === undefined || one.protocol === which.protocol) &&
      (which.ports === undefined || which.ports.includes(one.port)),
  );
}

/** Answers to a command with something else than usual, on all services of a protocol or on some ports. */
export function answer(
  plan: WorldPlan,
  which: { readonly protocol?: Protocol; readonly ports?: readonly number[] },
  command: string,
  action: string | Action,
): void {
  for (const service of services(plan, which)) service.actions[command] = action;
}

/** Refuses every login, each protocol in its own words. IMAP texts begin with `NO`; their tag is added. */
export function refuseLogins(
  plan: WorldPlan,
  texts: Readonly<Partial<Record<Protocol, string | readonly string[]>>>,
): void {
  for (const [protocol, text] of Object.entries(texts) as [Protocol, string | readonly string[]][]) {
    const lines = typeof text === 'string' ? [text] : [...text];
    const action: Actions[string] = { say: protocol === 'imap' ? lines.map((line) => `{tag} ${line}`) : lines };
    answer(plan, { protocol }, 'AUTH', action);
  }
}

export const days = (count: number): Date => new Date(Date.now() + count * 86_400_000);
