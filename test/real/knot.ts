import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answering, type DnsServer } from './dns.ts';
import { freePort, loopback, ownFolder, pathOf, start } from './servers.ts';

/** Names relative to the zone: `@ MX 10 mail`. SOA and NS are added. */
export interface RealZone {
  readonly records: readonly string[];
  /** `expired`: signed 40 days ago, for 14 days. Signed where nothing is said. */
  readonly signatures?: 'good' | 'expired' | 'none';
  /** What the parent holds. `wrong`: the fingerprint of another key. */
  readonly delegation?: 'secure' | 'wrong' | 'insecure';
}

export interface KnotServer extends DnsServer {
  /** DS records of the parent `test.`, for a resolver to trust. */
  readonly trustAnchor: string;
}

/** Knot DNS as the server of `test.` and of the zones below it, which were signed before. */
export async function startKnot(zones: Readonly<Record<string, RealZone>>): Promise<KnotServer> {
  const folder = ownFolder('knot');
  const at = (...names: string[]) => join(folder.path, ...names);
  for (const name of ['plain', 'served', 'db', 'run']) mkdirSync(at(name));
  const port = await freePort();
  const config = at('knot.conf');
  const names = ['test', ...Object.keys(zones)];
  writeFileSync(
    config,
    `server:
  rundir: "${at('run')}"
  listen: ${loopback}@${port}
database:
  storage: "${at('db')}"
policy:
  - id: own-keys
    manual: on
    algorithm: ecdsap256sha256
zone:
${names.map((name) => `  - domain: ${name}.\n    file: "${at('plain', `${name}.zone`)}"\n    dnssec-policy: own-keys\n`).join('')}`,
  );
  const run = (program: 'keymgr' | 'kzonesign', ...args: string[]): string =>
    execFileSync(pathOf(program), ['-c', config, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const now = Math.floor(Date.now() / 1000);
  const long = now - 60 * 86_400;
  const lines = (name: string, records: readonly string[]): string =>
    [
      `$ORIGIN ${name}.`,
      '$TTL 300',
      '@ SOA ns.test. admin.test. 1 3600 600 86400 60',
      '@ NS ns.test.',
      ...records,
      '',
    ].join('\n');
  const newKey = (name: string): string[] => {
    const times = ['created', 'publish', 'ready', 'active'].map((one) => `${one}=${long}`);
    run('keymgr', name, 'generate', 'algorithm=ecdsap256sha256', 'ksk=true', 'zsk=true', ...times);
    return run('keymgr', name, 'ds').trim().split('\n');
  };
  const sign = (name: string, records: readonly string[], when: number): void => {
    writeFileSync(at('plain', `${name}.zone`), lines(name, records));
    run('kzonesign', '-t', `${when}`, '-o', at('served'), name);
  };

  const delegations: string[] = [];
  for (const [name, { records, signatures = 'good', delegation = 'secure' }] of Object.entries(zones)) {
    delegations.push(`${name}. NS ns.test.`);
    const ds = newKey(name);
    if (delegation === 'secure') delegations.push(...ds);
    if (delegation === 'wrong') {
      delegations.push(...ds.map((one) => one.replace(/[0-9a-f]{32,}/i, (digest) => '0'.repeat(digest.length))));
    }
    if (signatures === 'none') writeFileSync(at('served', `${name}.zone`), lines(name, records));
    else sign(name, records, signatures === 'expired' ? now - 40 * 86_400 : now - 3_600);
  }
  const anchor = newKey('test');
  sign('test', [`ns A ${loopback}`, ...delegations], now - 3_600);
  // Served as they are: nothing is signed anew.
  writeFileSync(
    config,
    `server:
  rundir: "${at('run')}"
  listen: ${loopback}@${port}
database:
  storage: "${at('run')}"
zone:
${names.map((name) => `  - domain: ${name}.\n    file: "${at('served', `${name}.zone`)}"\n    zonefile-sync: -1\n`).join('')}`,
  );
  const server = start(pathOf('knotd'), ['-c', config]);
  await answering(port);
  return {
    port,
    trustAnchor: anchor[0] ?? '',
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
