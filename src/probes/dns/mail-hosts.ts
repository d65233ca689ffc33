import type { ProbeRun } from '../../model/probe.ts';
import { ask, attempt, type LookUp } from './look-up.ts';
import { readExchangers, usableExchangers } from './mail-exchangers.ts';

/**
 * Does the host send or receive mail for the target: is it one of its SMTP servers or mail exchangers, or an address
 * that the user says mail is sent from? Asks the resolver, which remembers, because an address may be known before the
 * domain's MX records are.
 */
export async function isMailHost(look: LookUp, run: ProbeRun, name: string): Promise<boolean> {
  const { servers, domain, records } = look.target;
  if (records?.sendingIps.includes(name)) return true;
  if (servers.some((server) => server.protocol === 'smtp' && server.host === name)) return true;
  if (domain === undefined) return false;
  const answer = await attempt(ask(look, run, domain, 'MX'));
  return 'value' in answer && usableExchangers(readExchangers(answer.value)).includes(name);
}
