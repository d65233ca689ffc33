import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, listening, loopback, ownFolder, start } from './servers.ts';

export interface PostfixOptions {
  readonly certificate: { readonly cert: string; readonly key: string };
  readonly hostname: string;
  readonly domain: string;
  /** Dovecot's auth socket; without it no login is offered. */
  readonly authSocket?: string;
  readonly lmtpSocket?: string;
  /** Known recipients of the domain. */
  readonly recipients: readonly string[];
  /** main.cf lines that win. */
  readonly extra?: string;
  /** `-o` lines for one service: 25, 465 or 587. */
  readonly services?: Readonly<Record<number, string>>;
}

export interface Postfix {
  readonly ports: ReadonlyMap<number, number>;
  readonly folder: string;
  stop(): Promise<void>;
}

const queues = [
  ...['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private', 'saved', 'trace'],
];

/** Postfix 3.7 as an own instance on loopback: 25 (MX), 465 and 587 (submission). Needs root, as its master does. */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const folder = ownFolder('postfix');
  const at = (name: string) => join(folder.path, name);
  for (const name of ['etc', 'queue', 'queue/pid']) mkdirSync(at(name));
  const own = ['data', ...queues.map((name) => `queue/${name}`)];
  const groups = ['queue/maildrop', 'queue/public'];
  for (const name of [...own, ...groups]) mkdirSync(at(name), { mode: 0o700 });
  execFileSync('chown', ['postfix', ...own.map(at)]);
  execFileSync('chown', ['postfix:postdrop', ...groups.map(at)]);
  chmodSync(at('queue/maildrop'), 0o1730);
  chmodSync(at('queue/public'), 0o2710);
  const ports = new Map<number, number>();
  for (const port of [25, 465, 587]) ports.set(port, await freePort());
  writeFileSync(at('cert.pem'), options.certificate.cert);
  writeFileSync(at('key.pem'), options.certificate.key, { mode: 0o600 });
  writeFileSync(at('etc/recipients'), options.recipients.map((one) => `${one} OK\n`).join(''));
  const sasl =
    options.authSocket === undefined
      ? ''
      : `smtpd_sasl_type = dovecot
smtpd_sasl_path = ${options.authSocket}
smtpd_tls_auth_only = yes
`;
  writeFileSync(
    at('etc/main.cf'),
    `compatibility_level = 3.6
queue_directory = ${at('queue')}
data_directory = ${at('data')}
maillog_file = ${at('log')}
maillog_file_prefixes = ${folder.path}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = ${options.hostname}
mydestination =
virtual_mailbox_domains = ${options.domain}
virtual_mailbox_maps = texthash:${at('etc/recipients')}
virtual_transport = ${options.lmtpSocket === undefined ? 'discard:' : `lmtp:unix:${options.lmtpSocket}`}
mynetworks = 127.0.0.3
smtpd_recipient_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_cert_file = ${at('cert.pem')}
smtpd_tls_key_file = ${at('key.pem')}
smtpd_tls_security_level = may
smtpd_delay_reject = no
notify_classes =
alias_maps =
smtputf8_enable = no
${sasl}${options.extra ?? ''}
`,
  );
  const submission = options.authSocket === undefined ? '' : '  -o smtpd_sasl_auth_enable=yes\n';
  const listener = (port: number, more: string) =>
    `${loopback}:${ports.get(port)} inet n - n - - smtpd\n${more}${options.services?.[port] ?? ''}`;
  writeFileSync(
    at('etc/master.cf'),
    `${listener(25, '')}${listener(465, `  -o smtpd_tls_wrappermode=yes\n${submission}`)}${listener(587, `  -o smtpd_tls_security_level=encrypt\n${submission}`)}pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`,
  );
  // `postfix start` would make and check the folders first, which takes two seconds.
  const master = start('/usr/lib/postfix/sbin/master', ['-c', at('etc'), '-d'], { env: { MAIL_CONFIG: at('etc') } });
  for (const port of ports.values()) await listening(port, at('log'));
  return {
    ports,
    folder: folder.path,
    async stop() {
      await master.stop();
      folder.remove();
    },
  };
}
