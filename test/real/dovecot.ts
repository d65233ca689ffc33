import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, listening, loopback, ownFolder, pathOf, start } from './servers.ts';

export interface DovecotOptions {
  readonly certificate: { readonly cert: string; readonly key: string };
  readonly user: string;
  readonly password: string;
  /** Lines added to the end of the configuration, so that they win. */
  readonly extra?: string;
  /** Extra fields of the user's passwd-file line: `nologin`, `allow_nets=…`. */
  readonly userFields?: string;
  readonly mechanisms?: string;
  /** No TLS at all; its ports are not opened. */
  readonly plainOnly?: true;
  /** Maildir++ with `INBOX.` prefix. */
  readonly prefix?: string;
}

export interface Dovecot {
  /** Standard port to real loopback port. */
  readonly ports: ReadonlyMap<number, number>;
  readonly folder: string;
  /** Socket for Postfix. */
  readonly authSocket: string;
  readonly lmtpSocket: string;
  stop(): Promise<void>;
}

/** Dovecot 2.3 as an own process tree on loopback, with IMAP, POP3 and ManageSieve in both TLS modes. */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const folder = ownFolder('dovecot');
  const at = (name: string) => join(folder.path, name);
  const ports = new Map<number, number>();
  for (const port of options.plainOnly ? [143, 110, 4190] : [143, 993, 110, 995, 4190])
    ports.set(port, await freePort());
  const root = process.getuid?.() === 0;
  writeFileSync(at('cert.pem'), options.certificate.cert);
  writeFileSync(at('key.pem'), options.certificate.key);
  writeFileSync(at('users'), `${options.user}:{PLAIN}${options.password}::::::${options.userFields ?? ''}\n`);
  const name = process.env.USER ?? 'nobody';
  const users = root
    ? 'default_internal_user = dovecot\ndefault_login_user = dovenull\nfirst_valid_uid = 1'
    : `default_internal_user = ${name}\ndefault_login_user = ${name}\ndefault_internal_group = ${name}`;
  const uid = root ? 'uid=mail gid=mail' : `uid=${process.getuid?.()} gid=${process.getgid?.()}`;
  const separator = options.prefix === undefined ? '' : 'separator = .\n';
  writeFileSync(
    at('dovecot.conf'),
    `base_dir = ${at('run')}
state_dir = ${at('run')}
log_path = ${at('log')}
protocols = imap pop3 lmtp sieve
listen = ${loopback}
${users}
mail_location = maildir:${at('mail')}/%u
mail_home = ${at('home')}/%u
ssl = ${options.plainOnly ? 'no' : 'yes'}
ssl_cert = <${at('cert.pem')}
ssl_key = <${at('key.pem')}
ssl_min_protocol = TLSv1
auth_mechanisms = ${options.mechanisms ?? 'plain login'}
disable_plaintext_auth = yes
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = ${ports.get(143)}
  }
  inet_listener imaps {
    port = ${ports.get(993) ?? 0}
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    port = ${ports.get(110)}
  }
  inet_listener pop3s {
    port = ${ports.get(995) ?? 0}
    ssl = yes
  }
}
service managesieve-login {
  inet_listener sieve {
    port = ${ports.get(4190)}
  }
}
service lmtp {
  unix_listener ${at('lmtp')} {
    mode = 0666
  }
}
service auth {
  unix_listener ${at('auth')} {
    mode = 0666
  }
}
service stats {
  chroot =
}
passdb {
  driver = passwd-file
  args = ${at('users')}
}
userdb {
  driver = static
  args = ${uid} home=${at('home')}/%u
}
namespace inbox {
  inbox = yes
  prefix = ${options.prefix ?? ''}
  ${separator}mailbox Drafts {
    auto = subscribe
    special_use = \\Drafts
  }
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Trash {
    auto = subscribe
    special_use = \\Trash
  }
}
${options.extra ?? ''}
`,
  );
  for (const name of ['run', 'mail', 'home']) {
    mkdirSync(at(name));
    chmodSync(at(name), name === 'run' ? 0o755 : 0o777);
  }
  const server = start(pathOf('dovecot'), ['-F', '-c', at('dovecot.conf')]);
  for (const port of ports.values()) await listening(port, at('log'));
  return {
    ports,
    folder: folder.path,
    authSocket: at('auth'),
    lmtpSocket: at('lmtp'),
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
