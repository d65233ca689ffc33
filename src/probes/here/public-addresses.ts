import { Failed } from '../../model/failure.ts';
import { failureText } from '../../model/failure-text.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import type { DnsAnswer } from '../../model/resolver.ts';
import { familyOf, host, hostPort } from '../../model/subject.ts';
import { addressClass, canonicalIp } from '../../protocols/ip.ts';
import { clientAddress } from '../../protocols/smtp/hello-address.ts';
import { smtpReply } from '../../protocols/smtp/reply.ts';
import { type Asker, type Attempt, addressesOf, attempt, type LookUp, together } from '../dns/look-up.ts';
import { type PublicAddresses, publicAddresses } from '../facts/here.ts';

export interface PublicAddressOptions extends LookUp {
  /** Documentation addresses count as public: the lab has no others. */
  readonly allowPrivate: boolean;
}

type Found = PublicAddresses['found'][number];

/**
 * Name servers that answer with the address of whoever asks them. They are asked directly: through a resolver they
 * would tell the resolver's.
 */
const oracles = [
  { by: 'OpenDNS', server: 'resolver1.opendns.com', name: 'myip.opendns.com', type: 'A' },
  { by: 'Google', server: 'ns1.google.com', name: 'o-o.myaddr.l.google.com', type: 'TXT' },
] as const;

/** The address under which others see this machine: its own where that is a public one, else what others say. */
export const probePublicAddresses = (options: PublicAddressOptions) =>
  defineProbe({
    id: 'here/public-addresses',
    on: 'here',
    effect: options.target.blacklist?.mine?.ask === undefined ? 'lookup' : 'connect',
    applies: () => options.target.blacklist?.mine !== undefined,
    yields: [publicAddresses],
    async run(_, run) {
      const { found } = await run.stage(publicAddresses, () => find(options, run));
      run.discover(...found.map(({ ip }) => host(ip)));
    },
  });

async function find(options: PublicAddressOptions, run: ProbeRun): Promise<PublicAddresses> {
  const { family, blacklist } = options.target;
  const isWanted = ({ ip }: Found) => family === undefined || familyOf(ip) === family;
  const ask = blacklist?.mine?.ask;
  if (ask !== undefined) return byServer(options, run, ask);
  const own = ownAddresses(options).filter(isWanted);
  // An IPv6 address is seldom changed on the way out; an IPv4 one mostly is.
  if (family === 6 || own.some(({ ip }) => familyOf(ip) === 4)) return { found: own, failed: [] };
  const told = await byOracles(options, run);
  return { found: [...told.found, ...own], failed: told.failed };
}

function ownAddresses({ io, allowPrivate }: PublicAddressOptions): Found[] {
  return io.network
    .localAddresses()
    .filter(({ ip }) => isPublic(ip, allowPrivate))
    .slice(0, 4)
    .map(({ ip, interface: name }) => ({ ip, way: 'interface', by: [name] }));
}

const isPublic = (ip: string, allowPrivate: boolean): boolean => {
  const kind = addressClass(ip);
  return kind === 'public' || (allowPrivate && kind === 'documentation');
};

async function byOracles(options: PublicAddressOptions, run: ProbeRun): Promise<PublicAddresses> {
  const once = together(run);
  const answers = await Promise.all(oracles.map((oracle) => attempt(askOracle(options, once, oracle))));
  const found = new Map<string, string[]>();
  const failed: PublicAddresses['failed'][number][] = [];
  for (const [index, answer] of answers.entries()) {
    const { by } = oracles[index]!;
    const ip =
      'value' in answer
        ? ipIn(
            answer.value.records.map(({ data }) => data),
            options.allowPrivate,
          )
        : undefined;
    if (ip !== undefined) found.set(ip, [...(found.get(ip) ?? []), by]);
    else failed.push({ by, why: 'value' in answer ? 'the answer has no public address in it' : whyNot(answer) });
  }
  return { found: [...found].map(([ip, by]): Found => ({ ip, way: 'dns', by })), failed };
}

async function askOracle(
  options: PublicAddressOptions,
  by: Asker,
  oracle: (typeof oracles)[number],
): Promise<DnsAnswer> {
  const [server] = await addressesOf({ ...options, target: { ...options.target, family: 4 } }, by, oracle.server);
  if (server === undefined) throw new Failed({ kind: 'dns', stage: 'dns', trouble: 'unreachable' });
  return options.io.resolver.queryAt(hostPort(server, 53), oracle.name, oracle.type, by.journal, by.signal);
}

const ipIn = (texts: readonly string[], allowPrivate: boolean): string | undefined =>
  texts.flatMap((text) => canonicalIp(text) ?? []).find((ip) => isPublic(ip, allowPrivate));

const whyNot = (answer: Attempt<unknown>): string => ('failure' in answer ? failureText(answer.failure) : '');

/** Connects to a mail server and reads in its EHLO reply whom it sees. */
async function byServer(options: PublicAddressOptions, run: ProbeRun, ask: string): Promise<PublicAddresses> {
  const [, v6, name = v6, port] = /^(?:\[(.*)\]|([^:]*)):(\d+)$/.exec(ask) ?? [];
  const hostName = name ?? ask;
  const ips = canonicalIp(hostName) === undefined ? await addressesOf(options, run, hostName) : [hostName];
  const failed: PublicAddresses['failed'][number][] = [];
  for (const ip of ips.slice(0, 4)) {
    const heard = await attempt(hello(options, run, { host: hostName, ip, port: Number(port) }));
    if ('failure' in heard) {
      failed.push({ by: hostPort(ip, Number(port)), why: failureText(heard.failure) });
      continue;
    }
    const seen = clientAddress(heard.value, (one) => !ips.includes(one) && isPublic(one, options.allowPrivate));
    if (seen !== undefined) return { found: [{ ip: seen, way: 'ehlo', by: [ask] }], failed };
    failed.push({ by: hostPort(ip, Number(port)), why: 'its EHLO reply does not say whom it sees' });
  }
  return { found: [], failed };
}

/** The first line of the EHLO reply. The literal that is said cannot be taken for the answer when it is echoed. */
async function hello(
  { io }: PublicAddressOptions,
  run: ProbeRun,
  at: { readonly host: string; readonly ip: string; readonly port: number },
): Promise<string> {
  const session = await io.dialer.connect({ ...at, journal: run.journal, signal: run.signal });
  try {
    if (at.port === 465) await session.startTls('tls');
    const greeting = await session.receive('greeting', smtpReply(io.limits));
    if (greeting.status !== '220') throw new Failed({ kind: 'rejected', stage: 'greeting', reply: greeting });
    session.send('EHLO [127.0.0.1]');
    const reply = await session.receive('capabilities', smtpReply(io.limits));
    if (reply.status !== '250') throw new Failed({ kind: 'rejected', stage: 'capabilities', reply });
    return reply.lines[0] ?? '';
  } finally {
    session.close('QUIT');
  }
}
