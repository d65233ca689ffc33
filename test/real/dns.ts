import { createSocket } from 'node:dgram';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssuedCertificate } from '../../src/lab/certificates.ts';
import { freePort, loopback, ownFolder, pathOf, start } from './servers.ts';

/** A question for `.` NS; any answer, also a refusal, shows that the server is up. */
const question = Buffer.from([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1]);

export async function answering(port: number): Promise<void> {
  const socket = createSocket('udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      const ask = setInterval(() => socket.send(question, port, loopback), 50);
      const limit = setTimeout(() => done(() => reject(new Error(`no DNS answer from port ${port}`))), 20_000);
      const done = (then: () => void) => {
        clearInterval(ask);
        clearTimeout(limit);
        then();
      };
      socket.on('error', () => undefined);
      socket.once('message', () => done(resolve));
    });
  } finally {
    socket.close();
  }
}

export interface DnsServer {
  readonly port: number;
  /** Of unbound with a certificate. */
  readonly tlsPort?: number;
  readonly httpsPort?: number;
  stop(): Promise<void>;
}

/** Lines in the data format of rbldnsd. Several sets of one zone answer together. */
export interface DataSet {
  readonly type: 'ip4set' | 'ip6trie' | 'dnset';
  readonly lines: readonly string[];
}

/** rbldnsd with these zones; lines alone are an `ip4set`. */
export async function startRbldnsd(
  zones: Readonly<Record<string, readonly string[] | readonly DataSet[]>>,
): Promise<DnsServer> {
  const folder = ownFolder('rbldnsd');
  const port = await freePort();
  const sets = Object.entries(zones).flatMap(([zone, given]) => {
    const lines = given.filter((one) => typeof one === 'string');
    const whole = given.filter((one) => typeof one !== 'string');
    return [...(lines.length > 0 ? [{ type: 'ip4set', lines }] : []), ...whole].map((one) => ({ zone, ...one }));
  });
  for (const [index, { lines }] of sets.entries()) {
    writeFileSync(join(folder.path, `${index}`), `${lines.join('\n')}\n`);
  }
  const server = start(pathOf('rbldnsd'), [
    '-n',
    '-q',
    ...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []),
    '-b',
    `${loopback}/${port}`,
    '-w',
    folder.path,
    ...sets.map(({ zone, type }, index) => `${zone}:${type}:${index}`),
  ]);
  await answering(port);
  return {
    port,
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}

export interface UnboundOptions {
  /** `local-data` lines: `mail.lab.test. A 192.0.2.10`. */
  readonly data: readonly string[];
  /** Zones answered by another server on loopback: name to port. */
  readonly stubs?: Readonly<Record<string, number>>;
  /** Further lines of the `server:` clause. */
  readonly extra?: string;
  /** DS or DNSKEY record of a zone, to validate what is signed below it. */
  readonly trustAnchor?: string;
  /** A certificate, to serve DNS over TLS and HTTPS as well. */
  readonly tls?: IssuedCertificate;
}

/** unbound as a resolver that knows the lab's names and nothing of the Internet. */
export async function startUnbound(options: UnboundOptions): Promise<DnsServer> {
  const folder = ownFolder('unbound');
  const port = await freePort();
  mkdirSync(join(folder.path, 'run'));
  const { tls } = options;
  const [tlsPort, httpsPort] = tls === undefined ? [] : [await freePort(), await freePort()];
  if (tls !== undefined) {
    writeFileSync(join(folder.path, 'key'), tls.key);
    writeFileSync(join(folder.path, 'cert'), tls.cert);
  }
  writeFileSync(
    join(folder.path, 'unbound.conf'),
    `server:
  directory: "${folder.path}"
  pidfile: "${folder.path}/run/pid"
  interface: ${loopback}
  port: ${port}
  username: ""
  chroot: ""
  use-syslog: no
  logfile: "${folder.path}/run/log"
  do-ip6: no
  do-not-query-localhost: no
  module-config: "${options.trustAnchor === undefined ? '' : 'validator '}iterator"
  access-control: 127.0.0.0/8 allow
  local-zone: "." static
${
  tls === undefined
    ? ''
    : `  interface: ${loopback}@${tlsPort}
  interface: ${loopback}@${httpsPort}
  tls-port: ${tlsPort}
  https-port: ${httpsPort}
  tls-service-key: "${join(folder.path, 'key')}"
  tls-service-pem: "${join(folder.path, 'cert')}"
`
}${Object.keys(options.stubs ?? {})
  .map((zone) => `  local-zone: "${zone}" transparent\n`)
  .join(
    '',
  )}${options.trustAnchor === undefined ? '' : `  ede: yes\n  trust-anchor: "${options.trustAnchor}"\n`}${options.data
  .map((line) => `  local-data: '${line}'\n`)
  .join('')}${options.extra ?? ''}
remote-control:
  control-enable: no
${Object.entries(options.stubs ?? {})
  .map(([zone, stub]) => `stub-zone:\n  name: "${zone}"\n  stub-addr: ${loopback}@${stub}\n`)
  .join('')}`,
  );
  const server = start(pathOf('unbound'), ['-d', '-p', '-c', join(folder.path, 'unbound.conf')]);
  await answering(port);
  return {
    port,
    ...(tlsPort === undefined ? {} : { tlsPort }),
    ...(httpsPort === undefined ? {} : { httpsPort }),
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
