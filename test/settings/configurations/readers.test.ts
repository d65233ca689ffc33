import { describe, expect, test } from 'vitest';
import { readConfiguration } from '../../../src/settings/configurations/read-configuration.ts';
import { type Case, read, remarked, told } from './told.ts';

const cases: readonly Case[] = [
  {
    says: 'msmtp: defaults, inheritance, a password, and TLS off by default',
    path: '.msmtprc',
    format: 'msmtp',
    text: 'defaults\nauth on\n# x\naccount a\nhost smtp.example.org\nuser "ann b"\npassword "x#y"\naccount b : a\nport 465\ntls on\ntls_starttls off\ntls_certcheck off\naccount default : a\n',
    servers: [
      'smtp smtp.example.org@5 25 none user=ann b@6 secret=literal@7',
      'smtp smtp.example.org@5 465@9 tls@11 user=ann b@6 secret=literal@7 verify=off@12',
    ],
  },
  {
    says: 'msmtp: old switches, a fingerprint, a token',
    path: 'config',
    format: 'msmtp',
    text: 'account a\nhost smtp.example.org\ntls on\ntls_fingerprint AA:BB\nauth oauthbearer\nuser ann\npasswordeval x\ntls_force_sslv3 on\ntls_priorities NORMAL:+VERS-TLS1.0\n',
    servers: [
      'smtp smtp.example.org@2 25 starttls@3 user=ann@6 secret=command@7 verify=pinned@4 old=TLS1.0@9 login=access-token',
    ],
    remarks: ['outdated tls_force_sslv3@8'],
  },
  {
    says: 'mbsync: names of isync 1.3 and before',
    path: '.mbsyncrc',
    format: 'mbsync',
    text: 'IMAPAccount a\nHost imap.example.org\nUser ann\nPass x\nUseIMAPS yes\nSSLVersion TLSv1\n\nIMAPStore b\nHost imaps:imap2.example.org\nUser bob\nRequireSSL no\n\nChannel c\nMaster :b:\nSlave :d:\n',
    servers: [
      'imap imap.example.org@2 993 tls@5 user=ann@3 secret=literal@4 old=TLSv1@6',
      'imap imap2.example.org@9 993 tls user=bob@10',
    ],
    remarks: ['outdated useimaps@5', 'outdated requiressl@11', 'outdated master@14', 'outdated slave@15'],
  },
  {
    says: 'mbsync: no TLS, own authorities, a tunnel that is no server',
    path: 'x',
    format: 'mbsync',
    text: 'IMAPAccount a\nHost imap.example.org\nTLSType None\nSystemCertificates no\n\nIMAPAccount b\nHost b.example.org\nTunnel "ssh b imapd"\n',
    servers: ['imap imap.example.org@2 143 none@3 verify=off@4'],
  },
  {
    says: 'neomutt: several in a line, lines that go on, unset, a literal password, a URL with one',
    path: '.muttrc',
    format: 'neomutt',
    text: 'set imap_user=ann imap_pass="x y" # z\nset folder="imap://imap.example.org/" \\\n  ssl_starttls=no\nunset ssl_verify_host\nset smtp_url=smtps://bob:secret@smtp.example.org\nset ssl_use_tlsv1\n',
    servers: [
      'imap imap.example.org@2 143 starttls@2 user=ann@1 secret=literal@1 verify=no-name@4 old=tlsv1@6',
      'smtp smtp.example.org@5 465 tls@5 user=bob@5 secret=literal@5 verify=no-name@4 old=tlsv1@6',
    ],
  },
  {
    says: 'neomutt: STARTTLS that nobody demands, a password from a command',
    path: 'x.muttrc',
    format: 'neomutt',
    text: "set folder='imap://imap.example.org:143/' ssl_force_tls=no\nset imap_pass=`pass x`\nset spoolfile=+INBOX\n",
    servers: ['imap imap.example.org@1 143@1 opportunistic@1 secret=command@2'],
  },
  {
    says: 'fetchmail: entries, users, noise words',
    path: '.fetchmailrc',
    format: 'fetchmail',
    text: "set daemon 300\npoll pop.example.org with proto POP3 and options no dns\n  user 'ann' there with password \"x\" is 'a' here options ssl\n  user bob there pass y\npoll b via imap.example.org proto imap no sslcertck\n  user 'c' sslproto ''\n",
    servers: [
      'pop3 pop.example.org@2 995 tls@3 user=ann@3 secret=literal@3',
      'pop3 pop.example.org@2 110 opportunistic user=bob@4 secret=literal@4',
      'imap imap.example.org@5 143 none@6 user=c@6 verify=off@5',
    ],
  },
  {
    says: 'getmail: without authorities nothing is verified; without SSL in the type nothing is encrypted',
    path: 'getmailrc',
    format: 'getmail',
    text: '[retriever]\ntype = SimpleIMAPSSLRetriever\nserver: imap.example.org\nusername = ann\npassword = x%y\n',
    servers: ['imap imap.example.org@3 993 tls@2 user=ann@4 secret=literal@5 verify=off@2'],
  },
  {
    says: 'getmail: plain POP3',
    path: 'getmailrc',
    format: 'getmail',
    text: '[retriever]\ntype = SimplePOP3Retriever\nserver = pop.example.org\n',
    servers: ['pop3 pop.example.org@3 110 none@2'],
  },
  {
    says: 'offlineimap: STARTTLS cannot be demanded, a fingerprint, Gmail',
    path: '.offlineimaprc',
    format: 'offlineimap',
    text: '[Repository r]\ntype = IMAP\nremotehost = imap.example.org\nremoteuser = a%%b\nremotepass = x\nssl = no\ncert_fingerprint = aa\nssl_version = tls1_1\n[Repository g]\ntype = Gmail\nremoteuser = ann\n[Repository l]\ntype = Maildir\n',
    servers: [
      'imap imap.example.org@3 143 opportunistic@6 user=a%b@4 secret=literal@5 verify=pinned@7 old=tls1.1@8',
      'imap imap.gmail.com@10 993 tls@10 user=ann@11',
    ],
  },
  {
    says: 'aerc: no TLS by a word in the scheme, a password in the URL, a token',
    path: 'accounts.conf',
    format: 'aerc',
    text: '[a]\nsource = imap+insecure://ann:pw@imap.example.org\noutgoing = smtps+oauthbearer://ann%40x@smtp.example.org\noutgoing-cred-cmd = x\n',
    servers: [
      'imap imap.example.org@2 143 none@2 user=ann@2 secret=literal@2',
      'smtp smtp.example.org@3 465 tls@3 user=ann@x@3 secret=command@4 login=access-token',
    ],
  },
  {
    says: 'himalaya: a bare host, a raw password, STARTTLS left out, names of version 1',
    path: 'config.toml',
    format: 'himalaya',
    text: '[accounts.a]\nimap.server = "imap.example.org"\nimap.sasl.login.username = "ann"\nimap.sasl.login.password.raw = "x"\nsmtp.server = "smtp://smtp.example.org:587"\n\n[accounts.b]\nbackend.type = "imap"\n',
    servers: ['imap imap.example.org@2 993 tls@2 user=ann@3 secret=literal@4', 'smtp smtp.example.org@5 587@5 none@5'],
    remarks: ['outdated backend@8'],
  },
  {
    says: 'himalaya: TOML that is none',
    path: 'config.toml',
    format: 'himalaya',
    text: '[accounts.a]\nimap.server = "x\n',
    servers: [],
    remarks: ['invalid TOML@2'],
  },
  {
    says: 'Postfix: no brackets, a name of a port, may, old switches, a password in the file',
    path: 'main.cf',
    format: 'postfix',
    text: '# x\nrelayhost = smtp.example.org:submission\nsmtp_tls_security_level =\n  may\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = static:ann:pw\nsmtp_use_tls = yes\nsmtp_tls_mandatory_protocols = >=TLSv1\n',
    servers: ['smtp smtp.example.org@2 587@2 opportunistic@3 secret=literal@6 old=TLSv1@8'],
    remarks: ['outdated smtp_use_tls@7', 'relay-by-mx relayhost@2'],
  },
  {
    says: 'Postfix: encrypted, but to anybody; wrapper mode that nobody demands',
    path: '/etc/postfix/main.cf',
    format: 'postfix',
    text: 'relayhost = [smtp.example.org]:587\nsmtp_tls_security_level = encrypt\nsmtp_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\n',
    servers: ['smtp smtp.example.org@1 587@1 starttls@2 verify=off@2 login=none'],
  },
  {
    says: 'Postfix: wrapper mode beside a level that does not demand it',
    path: 'main.cf',
    format: 'postfix',
    text: 'relayhost = [smtp.example.org]:465\nsmtp_tls_wrappermode = yes\nsmtp_tls_security_level = may\n',
    servers: ['smtp smtp.example.org@1 465@1 tls@2 login=none'],
    remarks: ['contradiction smtp_tls_wrappermode@2'],
  },
  {
    says: 'Postfix without a relay',
    path: 'main.cf',
    format: 'postfix',
    text: 'myhostname = mx.example.org\n',
    servers: [],
  },
  {
    says: 'git: identities, a word that turns TLS off, checks turned off',
    path: '.gitconfig',
    format: 'git',
    text: '[user]\n\tname = Ann\n[sendemail]\n\tsmtpServer = smtp.example.org\n\tsmtpEncryption = starttls\n\tsmtpUser = "ann; x" # y\n\tsmtpPass = x\n[sendemail "work"]\n\tsmtpEncryption = tls\n\tsmtpSSLCertPath = ""\n',
    servers: [
      'smtp smtp.example.org@4 25 none@5 user=ann; x@6 secret=literal@7',
      'smtp smtp.example.org@4 25 starttls@9 user=ann; x@6 secret=literal@7 verify=off@10',
    ],
  },
  {
    says: 'git: a program that sends is no server; a switch of before 1.6',
    path: 'config',
    format: 'git',
    text: '[sendemail]\n  smtpserver = /usr/bin/msmtp\n[sendemail "old"]\n  smtpserver = smtp.example.org\n  smtpssl = true\n',
    servers: ['smtp smtp.example.org@4 465 tls@5 login=none'],
    remarks: ['program smtpserver@2', 'outdated smtpssl@5'],
  },
  {
    says: 'Nodemailer: secure on a STARTTLS port, no verification, a password',
    path: 'mail.js',
    format: 'nodemailer',
    text: "const t = nodemailer.createTransport({\n  host: 'smtp.example.org', // x\n  port: 587,\n  secure: true,\n  auth: { user: 'ann', pass: 'x' },\n  tls: { rejectUnauthorized: false, minVersion: 'TLSv1' },\n});\n",
    servers: ['smtp smtp.example.org@2 587@3 tls@4 user=ann@5 secret=literal@5 verify=off@6 old=TLSv1@6'],
  },
  {
    says: 'Nodemailer: STARTTLS that nobody demands; what is computed is open',
    path: 'mail.ts',
    format: 'nodemailer',
    text: 'export const a = createTransport({\n  host: process.env.HOST ?? "x",\n  port: Number(process.env.PORT),\n  secure: false,\n  auth: { user: cfg.user, pass: process.env.PASS },\n});\n',
    servers: ['smtp opportunistic@4 secret=variable@5'],
  },
  {
    says: 'Nodemailer: a service, a URL, JSON',
    path: 'mail.mjs',
    format: 'nodemailer',
    text: "createTransport({ service: 'Gmail', auth: { user: 'a', pass: 'b' } });\ncreateTransport('smtps://ann:pw@smtp.example.org');\n",
    servers: [
      'smtp smtp.gmail.com@1 465 tls@1 user=a@1 secret=literal@1',
      'smtp smtp.example.org@2 465 tls@2 user=ann@2 secret=literal@2',
    ],
  },
  {
    says: 'Nodemailer in JSON',
    path: 'mail.json',
    format: 'nodemailer',
    text: '{\n  "name": "app",\n  "mail": {\n    "host": "smtp.example.org",\n    "port": 465,\n    "secure": true,\n    "auth": { "user": "ann", "pass": "x" }\n  }\n}\n',
    servers: ['smtp smtp.example.org@4 465@5 tls@6 user=ann@7 secret=literal@7'],
  },
  {
    says: 'Django: both switches, a password, a port by default',
    path: 'settings.py',
    format: 'django',
    text: 'import os\nEMAIL_HOST = "smtp.example.org"\nEMAIL_USE_TLS = True\nEMAIL_USE_SSL = True  # x\nEMAIL_HOST_USER = \'ann\'\nEMAIL_HOST_PASSWORD = "x"\n',
    servers: ['smtp smtp.example.org@2 25 tls@4 user=ann@5 secret=literal@6'],
    remarks: ['contradiction EMAIL_USE_SSL@4'],
  },
  {
    says: 'Django: from the environment',
    path: 'settings.py',
    format: 'django',
    text: 'EMAIL_HOST = os.environ["H"]\nEMAIL_PORT = int(os.environ["P"])\nEMAIL_USE_TLS = env.bool("TLS")\nEMAIL_HOST_PASSWORD = env("PW")\n',
    servers: ['smtp unknown@3 secret=variable@4 login=none'],
  },
  {
    says: 'Django without TLS',
    path: 'settings.py',
    format: 'django',
    text: "EMAIL_HOST = 'smtp.example.org'\nEMAIL_PORT = 587\n",
    servers: ['smtp smtp.example.org@1 587@2 none login=none'],
  },
  {
    says: 'Rails: what goes on in plain text, no verification, both ways of writing a hash',
    path: 'production.rb',
    format: 'rails',
    text: 'config.action_mailer.smtp_settings = {\n  :address => "smtp.example.org",\n  port: 587,\n  user_name: "ann",\n  password: Rails.application.credentials.smtp[:password],\n  enable_starttls_auto: true,\n  openssl_verify_mode: OpenSSL::SSL::VERIFY_NONE\n}\n',
    servers: ['smtp smtp.example.org@2 587@3 opportunistic@6 user=ann@4 secret=variable@5 verify=off@7'],
  },
  {
    says: 'Rails: TLS and STARTTLS at once',
    path: 'x.rb',
    format: 'rails',
    text: "config.action_mailer.smtp_settings = { address: 'smtp.example.org', port: 465, tls: true, enable_starttls: true, password: 'x' }\n",
    servers: ['smtp smtp.example.org@1 465@1 tls@1 secret=literal@1 login=none'],
    remarks: ['contradiction enable_starttls@1'],
  },
  {
    says: 'Laravel: MAIL_ENCRYPTION is not read any more',
    path: '.env',
    format: 'laravel',
    text: 'APP_NAME=x\nMAIL_MAILER=smtp\nMAIL_HOST=smtp.example.org\nMAIL_PORT=587\nMAIL_USERNAME="ann"\nMAIL_PASSWORD=secret\nMAIL_ENCRYPTION=tls\n',
    servers: ['smtp smtp.example.org@3 587@4 opportunistic user=ann@5 secret=literal@6'],
    remarks: ['outdated MAIL_ENCRYPTION@7'],
  },
  {
    says: 'Laravel: a scheme that there is not',
    path: '.env',
    format: 'laravel',
    text: `MAIL_MAILER=smtp\nMAIL_SCHEME=tls\nMAIL_HOST=smtp.example.org\nMAIL_PASSWORD="\${X}"\n`,
    servers: ['smtp smtp.example.org@3 587 opportunistic@2 secret=variable@4'],
    remarks: ['invalid MAIL_SCHEME@2'],
  },
  {
    says: 'variables: prefixes, words, quotes, comments, a switch for all of Node',
    path: '.env',
    format: 'env',
    text: `export SMTP_HOST="smtp.example.org" # x\nSMTP_PORT=2525\nSMTP_SECURE=false\nSMTP_USER='a$b'\nSMTP_PASS=\${VAULT}\nIMAP_SERVER=imap.example.org\nIMAP_PORT=993\nIMAP_PASSWORD=x\nNODE_TLS_REJECT_UNAUTHORIZED=0\n`,
    servers: [
      'smtp smtp.example.org@1 2525@2 opportunistic@3 user=a$b@4 secret=variable@5 verify=off@9',
      'imap imap.example.org@6 993@7 tls secret=literal@8 verify=off@9',
    ],
  },
  {
    says: 'variables: URLs and DSNs',
    path: 'prod.env',
    format: 'env',
    text: `MAILER_DSN=smtp://ann:p%40@smtp.example.org:587?verify_peer=0\nEMAIL_URL=smtps://bob@smtp2.example.org\nDATABASE_URL=postgres://x:y@z/w\nSMTP_URL=\${OTHER}\n`,
    servers: [
      'smtp smtp.example.org@1 587@1 opportunistic@1 user=ann@1 secret=literal@1 verify=off@1',
      'smtp smtp2.example.org@2 465 tls@2 user=bob@2',
    ],
  },
  {
    says: 'docker compose: a map and a list',
    path: 'docker-compose.yml',
    format: 'compose',
    text: `services:\n  app:\n    image: x\n    environment:\n      SMTP_HOST: smtp.example.org\n      SMTP_PORT: 465\n      SMTP_PASSWORD: x\n  other:\n    environment:\n      - EMAIL_HOST=smtp2.example.org\n      - EMAIL_PORT=587\n      - EMAIL_USE_TLS=true\n      - EMAIL_HOST_PASSWORD=\${PW}\n`,
    servers: [
      'smtp smtp.example.org@5 465@6 tls secret=literal@7',
      'smtp smtp2.example.org@10 587@11 starttls@12 secret=variable@13',
    ],
  },
  {
    says: 'Spring: every host trusted, STARTTLS that nobody demands, continued lines',
    path: 'application.properties',
    format: 'spring',
    text: '# x\nspring.mail.host=smtp.\\\n  example.org\nspring.mail.port:587\nspring.mail.username = ann\\u0040x\nspring.mail.password=x\nspring.mail.properties.mail.smtp.starttls.enable=true\nspring.mail.properties.mail.smtp.ssl.trust=*\n',
    servers: ['smtp smtp.example.org@2 587@4 opportunistic@7 user=ann@x@5 secret=literal@6 verify=off@8'],
  },
  {
    says: 'Spring in YAML: no check of the name, an old way of TLS',
    path: 'application.yml',
    format: 'spring',
    text: `server:\n  port: 1\nspring:\n  mail:\n    host: smtp.example.org\n    port: 465\n    password: \${PW}\n    properties:\n      mail.smtp.ssl.checkserveridentity: false\n      mail:\n        smtp:\n          socketFactory:\n            class: javax.net.ssl.SSLSocketFactory\n          ssl.protocols: TLSv1.1\n`,
    servers: ['smtp smtp.example.org@5 465@6 tls@13 secret=variable@7 verify=no-name@9 old=TLSv1.1@14 login=none'],
    remarks: ['outdated mail.smtp.socketFactory.class@13'],
  },
  {
    says: 'autoconfig: a plain server, a type of security that there is not, one over several lines',
    path: 'config-v1.1.xml',
    format: 'thunderbird',
    text: '<?xml version="1.0"?>\n<clientConfig version="1.1"><emailProvider id="x">\n<!-- <incomingServer type="imap"> -->\n<incomingServer\n  type="imap"><hostname>imap.example.org</hostname><port>143</port>\n<socketType>plain</socketType><username>a&amp;b</username><password>x</password></incomingServer>\n<outgoingServer type="smtp"><hostname>smtp.example.org</hostname>\n<port>x</port><socketType>TLS1</socketType></outgoingServer>\n<incomingServer type="exchange"><hostname>x</hostname></incomingServer></emailProvider></clientConfig>\n',
    servers: ['imap imap.example.org@5 143@5 none@6 user=a&b@6 secret=literal@6', 'smtp smtp.example.org@7 unknown@8'],
    remarks: ['invalid port@8', 'invalid socketType@8'],
  },
  {
    says: 'Apple: TLS is off where nothing is said, a password in the profile',
    path: 'x.mobileconfig',
    format: 'apple',
    text: '<plist><dict><key>PayloadContent</key><array><dict>\n<key>PayloadType</key><string>com.apple.mail.managed</string>\n<key>IncomingMailServerHostName</key><string>imap.example.org</string>\n<key>IncomingPassword</key><string>x</string>\n<key>OutgoingMailServerHostName</key>\n<string>smtp.example.org</string>\n<key>OutgoingMailServerPortNumber</key><integer>587</integer>\n<key>OutgoingMailServerUseSSL</key><true/>\n</dict></array></dict></plist>\n',
    servers: ['imap imap.example.org@3 none secret=literal@4', 'smtp smtp.example.org@6 587@7 opportunistic@8'],
  },
  {
    says: 'a zone: records in other forms, and services that are not offered',
    path: 'db.example.org',
    format: 'dns',
    text: '$ORIGIN example.org.\n_imaps._tcp 3600 IN SRV 0 1 993 imap.example.org.\n_submission._tcp.example.org. SRV 10 1 587 smtp.example.org. ; x\n_imap._tcp IN SRV 0 0 0 .\n; _pop3s._tcp SRV 0 1 995 x.\n',
    servers: ['imap imap.example.org@2 993@2 tls@2', 'smtp smtp.example.org@3 587@3 starttls@3'],
  },
  {
    says: 'a URL alone',
    path: 'url',
    format: 'smtp-url',
    text: 'smtps://user:pass@smtp.example.org:465\n',
    servers: ['smtp smtp.example.org@1 465@1 tls@1 user=user@1 secret=literal@1'],
  },
];

test.each(cases)('$says', ({ path, format, text, servers, remarks = [] }) => {
  const found = read(text, path);
  expect(found.format).toBe(format);
  expect(found.servers.map(told)).toEqual(servers);
  expect(remarked(found)).toEqual(remarks);
});

test('no secret of any file is kept', () => {
  const secret = 'Canary-8c1f';
  for (const { path, text } of cases) {
    // Wherever a value stands that is one, the secret stands in its place.
    const marked = text
      .replace(
        /((?:pass(?:word|wd)?|Password|PASS(?:WORD)?|raw|remotepass|smtpPass|Pass)["'>]*\s*(?:[:=,]|=>|<\/key><string>|>|\s)\s*["']?)(?:x(?:[#% ]?y)?|secret|pw)\b/g,
        `$1${secret}`,
      )
      .replace(/:(?:pw|secret|pass|p%40)@/g, `:${secret}@`);
    expect(JSON.stringify(read(marked, path)), marked).not.toContain(secret);
  }
});

describe('what cannot be told', () => {
  test('a text of nothing known is a problem, with the way out', () => {
    expect(readConfiguration('Dear Ann,\nhello\n', { path: 'letter.txt' })).toEqual({
      problem: '"letter.txt": what client this is for cannot be told.',
      wayOut: 'Say it: --client msmtp. Clients: mailcheck help lint',
    });
  });
  test('what was said counts', () => {
    const found = readConfiguration('host smtp.example.org\n', { path: 'x', format: 'msmtp' });
    expect(found).toMatchObject({ format: 'msmtp', servers: [] });
  });
  test('hosts that are no names are told, and left out', () => {
    const found = read('account a\nhost exa mple\nport 99999\ntls on\n', '.msmtprc');
    expect(remarked(found)).toEqual(['invalid host@2', 'invalid port@3']);
    expect(found.servers.map(told)).toEqual(['smtp 25 starttls@4 login=none']);
  });
});
