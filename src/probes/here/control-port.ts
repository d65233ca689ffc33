import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import { type Attempt, addressesOf, attempt, type LookUp } from '../dns/look-up.ts';
import { controlPort } from '../facts/here.ts';

const addressesPerHost = 2;

/**
 * The control question before port 25 is blamed: does it open at hosts that are known to serve it? Connects and
 * closes; nothing is said.
 * @param options controls: names or addresses
 */
export const probeControlPort = (options: LookUp & { readonly controls: readonly string[]; readonly port?: number }) =>
  defineProbe({
    id: 'experiment/control-port',
    on: 'here',
    effect: 'connect',
    yields: [controlPort],
    async run(_, run) {
      const port = options.port ?? 25;
      await run.stage(controlPort, async () => {
        const ips = await Promise.all(options.controls.map((control) => addressesOfControl(options, run, control)));
        const hosts = options.controls.flatMap((host, n) =>
          ips[n]!.map(async (ip) => {
            const opened = await attempt(
              options.io.dialer.connect({ host, ip, port, journal: run.journal, signal: run.signal }),
            );
            if ('value' in opened) opened.value.close();
            return { host, ip, outcome: outcomeOf(opened) };
          }),
        );
        return { port, hosts: await Promise.all(hosts) };
      });
    },
  });

/** A control that cannot be found controls nothing. */
async function addressesOfControl(look: LookUp, run: ProbeRun, control: string): Promise<string[]> {
  const literal = canonicalIp(control);
  if (literal !== undefined) return [literal];
  const found = await attempt(addressesOf(look, run, control));
  return 'value' in found ? found.value.slice(0, addressesPerHost) : [];
}

function outcomeOf(opened: Attempt<unknown>): 'open' | 'timeout' | 'refused' | 'other' {
  if ('value' in opened) return 'open';
  const { kind } = opened.failure;
  return kind === 'timeout' || kind === 'refused' ? kind : 'other';
}
