import type { Options } from '../commands/options.ts';
import type { Candidate, ServerProof, SettingsReport } from '../model/settings.ts';
import type { Client } from '../settings/clients/client.ts';
import { createPrompts, mayAsk } from './prompts.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/**
 * The candidates that a client may be set up with: those that work, and whose names somebody vouches for. Where a side
 * has none but one by hearsay, a person is asked. @throws UsageError where nobody can be asked, or says no
 */
export async function usableCandidates(
  client: Client,
  settings: SettingsReport | undefined,
  { options, shell }: { options: Options; shell: Shell },
): Promise<readonly Candidate[]> {
  const sides = [
    (settings?.incoming ?? []).filter(({ type }) => client.incoming.includes(type)),
    client.outgoing ? (settings?.outgoing ?? []) : [],
  ];
  const confirmed = new Set((options.confirmHost ?? []).map((host) => host.toLowerCase()));
  const isVouched = ({ trust, host }: Candidate): boolean => trust === 'trusted' || confirmed.has(host);
  const chosen: Candidate[] = [];
  for (const side of sides) {
    const working = side.filter(({ proof, trust }) => proof.state === 'works' && trust !== 'unsafe');
    const [best] = working;
    if (best !== undefined && !working.some(isVouched))
      await confirm(best, options, shell).then((host) => confirmed.add(host));
    chosen.push(...working.filter(isVouched));
  }
  return chosen;
}

/** Whether the server is the provider's; a client that is set up with it sends it the password. */
async function confirm({ host, trust }: Candidate, options: Options, shell: Shell): Promise<string> {
  const why = trust === 'guessed' ? 'was guessed' : 'is named only by records that somebody else could have made';
  if (mayAsk({ ...options, machine: false }, { ...shell, stderr: shell.terminal })) {
    const question = `${host} ${why}. Is it your provider’s?`;
    if (await createPrompts(shell).confirm(question)) return host;
  }
  throw new UsageError(
    `${host} ${why}: the password would go there.`,
    `If it is your provider’s: --confirm-host ${host}`,
  );
}

/** What was seen when it was tried. */
export const proofOf = ({ type, host, port, security, auth, proof }: Candidate): ServerProof[] =>
  proof.tlsVersion === undefined
    ? []
    : [{ type, host, port, security, auth, tlsVersion: proof.tlsVersion, mechanisms: proof.mechanisms ?? [] }];
