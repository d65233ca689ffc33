import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { Network, Route } from '../model/network.ts';
import { Secret } from '../model/secret.ts';
import type { Protocol, Security } from '../model/subject.ts';
import type { NamedServer } from '../model/target.ts';
import { createAuthority, type IssuedCertificate } from './certificates.ts';
import type { MailboxPlan, ServicePlan, WebPlan, WorldPlan } from './plan.ts';
import { type Connection, type Listener, listen, type ServiceCounters } from './servers/connection.ts';
import { type DnsCounters, type DnsPlan, startDns } from './servers/dns.ts';
import { converseImap } from './servers/imap.ts';
import { conversePop3 } from './servers/pop3.ts';
import type { Account } from './servers/sasl.ts';
import { converseSieve } from './servers/sieve.ts';
import { converseSmtp, type StoredMessage } from './servers/smtp.ts';
import { converseWeb, type WebQuestion } from './servers/web.ts';

const webPort = ({ plaintext }: WebPlan): number => (plaintext === true ? 80 : 443);

/** A running mail world. Its servers listen on loopback; `network` stands them behind their names, addresses and ports. */
export interface World {
  readonly network: Network;
  /** `ann@lab.test`. */
  readonly address: string;
  /** The name that logs in. */
  readonly user: string;
  /** Random, new in each world. */
  readonly password: Secret;
  /** What the account's owner has; no longer good when the plan says so. */
  readonly accessToken: Secret;
  /** The servers that the account's owner would name. */
  readonly servers: readonly NamedServer[];
  /** Hosts to ask whether a port can be reached at all from here. */
  readonly controls: readonly string[];
  readonly listeners: readonly Listening[];
  readonly counters: {
    /** By host and port: `mail.lab.test:993`. */
    readonly services: Readonly<Record<string, ServiceCounters>>;
    readonly dns: DnsCounters;
  };
  /** Accepted by any SMTP server of the world, oldest first. */
  readonly messages: readonly StoredMessage[];
  /** What the web servers were asked, oldest first. */
  readonly questions: readonly WebQuestion[];
  /** The mailbox as it is now. */
  readonly mailbox: MailboxPlan;
  /** Time between a command and its answer, in milliseconds. */
  readonly delayMs: number;
  /** Ends all servers and their connections. */
  close(): Promise<void>;
}

/** One server of the world: what it stands for, and where it really is. */
export interface Listening {
  readonly protocol: Protocol | 'dns' | 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  /** `127.0.0.1:41234`. */
  readonly at: string;
}

/** Starts the servers of a plan. The plan is not changed, and later changes to it have no effect. */
export async function startWorld(given: WorldPlan, options: { readonly delayMs?: number } = {}): Promise<World> {
  const plan = structuredClone(given);
  const delayMs = options.delayMs ?? 0;
  const password = randomBytes(15).toString('base64url');
  const goodToken = randomBytes(24).toString('base64url');
  const account: Account = { userNames: plan.account.userNames, password, accessToken: goodToken };
  const authority = createAuthority('Lab root');
  const certificates = new Map<string, IssuedCertificate>();
  for (const [name, wanted] of Object.entries(plan.certificates)) certificates.set(name, authority.issue(wanted));
  const messages: StoredMessage[] = [];
  const questions: WebQuestion[] = [];

  const started = await Promise.all(
    plan.services.map(async (service) => {
      const listener = await listen({
        secureContext: createSecureContext({
          ...certificates.get(service.certificate),
          ciphers: 'DEFAULT:@SECLEVEL=0',
          ...service.tls,
        }),
        tlsFromStart: service.security === 'tls',
        actions: service.actions,
        tlsAlert: service.tlsAlert,
        smuggled: service.smuggled,
        delayMs,
        converse: (connection) => converse(connection, service, plan, account, messages),
      });
      return { service, listener };
    }),
  );
  const web = await Promise.all(
    plan.web.map(async (site) => {
      const listener = await listen({
        secureContext: createSecureContext(certificates.get(site.certificate)),
        tlsFromStart: site.plaintext !== true,
        actions: {},
        delayMs,
        converse: (connection) => converseWeb(connection, site, (question) => questions.push(question)),
      });
      return { site, listener };
    }),
  );
  const dns = await startDns({ ...plan.dns, zone: withFingerprints(plan.dns.zone, certificates) }, { delayMs });
  return {
    network: {
      route: (ip, port, transport) =>
        route(plan, [...started, ...web], transport === 'udp' ? dns.udpPort : dns.tcpPort, ip, port, transport),
      localAddresses: () => plan.localAddresses,
      resolvers: () => plan.resolvers,
      trustsValidation: (resolver) => plan.resolvers.includes(resolver),
      roots: { pem: [authority.pem], only: true, source: 'lab' },
    },
    address: plan.account.address,
    user: plan.account.userNames[0] ?? plan.account.address,
    password: new Secret(password),
    accessToken: new Secret(plan.account.tokenExpired ? randomBytes(24).toString('base64url') : goodToken),
    servers: plan.servers,
    controls: plan.controls,
    listeners: [
      { protocol: 'dns', host: plan.resolvers[0] ?? '', port: 53, security: 'none', at: `127.0.0.1:${dns.udpPort}` },
      ...started.map(({ service: { protocol, host, port, security }, listener }) => ({
        protocol,
        host,
        port,
        security,
        at: `127.0.0.1:${listener.port}`,
      })),
      ...web.map(({ site, listener }) => ({
        protocol: site.plaintext === true ? ('http' as const) : ('https' as const),
        host: site.host,
        port: webPort(site),
        security: site.plaintext === true ? ('none' as const) : ('tls' as const),
        at: `127.0.0.1:${listener.port}`,
      })),
    ],
    counters: {
      services: Object.fromEntries(
        started.map(({ service, listener }) => [`${service.host}:${service.port}`, listener.counters]),
      ),
      dns: dns.counters,
    },
    messages,
    questions,
    mailbox: plan.mailbox,
    delayMs,
    async close() {
      await Promise.all([dns.close(), ...[...started, ...web].map(({ listener }) => listener.close())]);
    },
  };
}

/** `{mail}` in a TLSA record stands for the SHA-256 of that certificate's public key: keys are new in each world. */
function withFingerprints(
  zone: DnsPlan['zone'],
  certificates: ReadonlyMap<string, IssuedCertificate>,
): DnsPlan['zone'] {
  const fingerprint = (name: string): string => {
    const certificate = new X509Certificate(certificates.get(name)?.cert ?? '');
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('hex');
  };
  return Object.fromEntries(
    Object.entries(zone).map(([name, entry]) => [
      name,
      entry.TLSA === undefined
        ? entry
        : { ...entry, TLSA: entry.TLSA.map((text) => text.replace(/\{(\w+)\}/, (_, of: string) => fingerprint(of))) },
    ]),
  );
}

function converse(
  connection: Connection,
  service: ServicePlan,
  plan: WorldPlan,
  account: Account,
  messages: StoredMessage[],
): Promise<void> {
  const { mailbox } = plan;
  switch (service.protocol) {
    case 'smtp':
      return converseSmtp(connection, {
        plan: service,
        account,
        mailboxes: [plan.account.address, `postmaster@${plan.domain}`],
        owner: plan.account.address,
        full: mailbox.quota !== undefined && mailbox.quota.used >= mailbox.quota.limit,
        store: (message) => messages.push(message),
      });
    case 'imap':
      return converseImap(connection, { plan: service, account, mailbox });
    case 'pop3':
      return conversePop3(connection, { plan: service, account, messages: mailbox.messages });
    case 'sieve':
      return converseSieve(connection, { plan: service, account });
  }
}

function route(
  plan: WorldPlan,
  started: readonly (
    | { readonly service: ServicePlan; readonly listener: Listener }
    | { readonly site: WebPlan; readonly listener: Listener }
  )[],
  dnsPort: number,
  ip: string,
  port: number,
  transport: 'tcp' | 'udp',
): Route {
  const blocked = plan.blocked.find((one) => (one.ip ?? ip) === ip && (one.port ?? port) === port);
  if (blocked !== undefined) return { to: 'nowhere', how: blocked.how };
  const resolver = ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
  if (plan.resolvers.includes(resolver)) return { to: 'address', ip: '127.0.0.1', port: dnsPort };
  const found = started.find((one) =>
    'site' in one
      ? port === webPort(one.site) && one.site.ips.includes(ip)
      : one.service.port === port && one.service.ips.includes(ip),
  );
  if (found === undefined || transport === 'udp') return { to: 'nowhere', how: 'refused' };
  return { to: 'address', ip: '127.0.0.1', port: found.listener.port };
}
