import { describe, expect, test } from 'vitest';
import type { ConfigurationFormat } from '../../../src/model/configuration.ts';
import { recogniseConfiguration } from '../../../src/settings/configurations/recognise.ts';
import { type Case, read, remarked, told } from './told.ts';

/* How people write these files, beyond what the manuals show: templates, samples, names of one program's own. */

const inCompose = (...variables: readonly string[]): string =>
  `services:\n  app:\n    environment:\n${variables.map((one) => `      - ${one}\n`).join('')}`;

const cases: readonly Case[] = [
  {
    says: 'msmtp: a sample without its values is no password and no user',
    path: '.msmtprc',
    format: 'msmtp',
    text: 'defaults\ntls on\nauth plain\naccount a\nhost smtp.example.org\nuser \npassword \naccount b\nhost smtp2.example.org\npassword your-password\n',
    servers: ['smtp smtp.example.org@5 25 starttls@2', 'smtp smtp2.example.org@9 25 starttls@2'],
  },
  {
    says: 'msmtp: a name that is given twice ends it',
    path: '.msmtprc',
    format: 'msmtp',
    text: 'account default\nhost a.example.org\ntls on\naccount default\nhost b.example.org\ntls on\n',
    servers: ['smtp a.example.org@2 25 starttls@3 login=none', 'smtp b.example.org@5 25 starttls@6 login=none'],
    remarks: ['invalid account@4'],
  },
  {
    says: 'neomutt: variables of its own, and what a command prints',
    path: 'x',
    format: 'neomutt',
    text: 'set my_user = "ann@example.org"\nset my_pass = "se\\$cret"\nset imap_user = $my_user\nset imap_pass = $my_pass\nset folder = imaps://imap.example.org\nset my_host = `hostname`\nset smtp_url = "smtp://$my_user@$my_host:587/" smtp_pass = `pass x`\n',
    servers: [
      'imap imap.example.org@5 993 tls@5 user=ann@example.org@1 secret=literal@2',
      'smtp 587@7 starttls@7 user=ann@example.org@7 secret=command@7',
    ],
  },
  {
    says: 'neomutt: an empty password is none, and STARTTLS is forced by default',
    path: '.muttrc',
    format: 'neomutt',
    text: 'set smtp_url = "smtp://ann@smtp.example.org:587/"\nset smtp_pass = ""\n',
    servers: ['smtp smtp.example.org@1 587@1 starttls@1 user=ann@1'],
  },
  {
    says: 'himalaya 1: backend and message.send.backend',
    path: 'config.toml',
    format: 'himalaya',
    text: '[accounts.a]\nemail = "ann@example.org"\nbackend.type = "imap"\nbackend.host = "imap.example.org"\nbackend.port = 993\nbackend.encryption.type = "tls"\nbackend.login = "ann"\nbackend.auth.type = "password"\nbackend.auth.raw = "x"\nmessage.send.backend.type = "smtp"\nmessage.send.backend.host = "smtp.example.org"\nmessage.send.backend.encryption.type = "start-tls"\nmessage.send.backend.auth.type = "oauth2"\nmessage.send.backend.auth.access-token.cmd = "x"\n',
    servers: [
      'imap imap.example.org@4 993@5 tls@6 user=ann@7 secret=literal@9',
      'smtp smtp.example.org@11 587 starttls@12 secret=command@14 login=access-token',
    ],
    remarks: ['outdated backend@3'],
  },
  {
    says: 'himalaya 0: names with hyphens, at the top',
    path: 'config.toml',
    format: 'himalaya',
    text: '[work]\nimap-host = "imap.example.org"\nimap-port = 993\nimap-login = "ann"\nimap-passwd-cmd = "x"\nsmtp-host = "smtp.example.org"\nsmtp-starttls = true\nsmtp-passwd = { cmd = "x" }\n',
    servers: [
      'imap imap.example.org@2 993@3 tls user=ann@4 secret=command@5',
      'smtp smtp.example.org@6 587 starttls@7 secret=command@8',
    ],
    remarks: ['outdated imap-host@2'],
  },
  {
    says: 'Postfix: a template, and a map that may say more than the level',
    path: 'main.cf',
    format: 'postfix',
    text: 'relayhost = {{ RELAYHOST }}\nsmtp_tls_security_level = may\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n',
    servers: ['smtp 25 unknown@3 login=none'],
  },
  {
    says: 'Rails: what a template fills in is open, what is commented out is not there',
    path: 'smtp_settings.rb',
    format: 'rails',
    text: '# config.action_mailer.smtp_settings = {\n#   password: "x",\n#   address: "no.example.org" }\nActionMailer::Base.smtp_settings = {\n  address: "{{HOST}}",\n  port: {{PORT}},\n  user_name: "{{USER}}",\n  password: "{{PASS}}",\n  enable_starttls_auto: {{STARTTLS}},\n  tls: {{TLS}}\n}\n',
    servers: ['smtp unknown@10 secret=variable@8'],
  },
  {
    says: 'Rails: settings that are made elsewhere',
    path: 'production.rb',
    format: 'rails',
    text: 'config.action_mailer.smtp_settings = Rails.application.config_for(:smtp)\n',
    servers: ['smtp unknown'],
  },
  {
    says: 'Redmine: the same settings in YAML',
    path: 'configuration.yml',
    format: 'rails',
    text: 'production:\n  email_delivery:\n    delivery_method: :smtp\n    smtp_settings:\n      address: "smtp.example.org"\n      port: 587\n      authentication: :login\n      user_name: ann\n      password: x\n',
    servers: ['smtp smtp.example.org@5 587@6 opportunistic user=ann@8 secret=literal@9'],
  },
  {
    says: 'GitLab: gitlab.rb',
    path: 'gitlab.rb',
    format: 'rails',
    text: `gitlab_rails['smtp_enable'] = true\ngitlab_rails['smtp_address'] = "smtp.example.org"\ngitlab_rails['smtp_port'] = 465\ngitlab_rails['smtp_user_name'] = "git"\ngitlab_rails['smtp_password'] = ENV['PW']\n# gitlab_rails['smtp_tls'] = true\ngitlab_rails['smtp_openssl_verify_mode'] = 'none'\n`,
    servers: ['smtp smtp.example.org@2 465@3 opportunistic user=git@4 secret=variable@5 verify=off@7'],
  },
  {
    says: 'GitLab: the same in docker compose',
    path: 'docker-compose.yml',
    format: 'compose',
    text: `services:\n  gitlab:\n    environment:\n      GITLAB_OMNIBUS_CONFIG: |\n        gitlab_rails['smtp_address'] = "smtp.example.org"\n        gitlab_rails['smtp_port'] = 587\n        gitlab_rails['smtp_password'] = "x"\n`,
    servers: ['smtp smtp.example.org@5 587@6 opportunistic secret=literal@7 login=none'],
  },
  {
    says: 'Nodemailer: what is commented out, an object with a name, short pairs, and what is made elsewhere',
    path: 'mail.ts',
    format: 'nodemailer',
    text: "// createTransport({ host: 'no.example.org', auth: { pass: 'x' } })\nconst options: Options = {\n  host: 'smtp.example.org',\n  port,\n  secure: port === 465,\n  auth: { user, pass },\n};\nexport const a = createTransport(options);\nexport const b = createTransport(process.env.SMTP_URL);\n",
    servers: ['smtp smtp.example.org@3 unknown@5 secret=variable@6', 'smtp unknown'],
  },
  {
    says: 'Spring: a document for a profile is added to the one for all',
    path: 'application.yml',
    format: 'spring',
    text: 'spring:\n  mail:\n    host: smtp.example.org\n    port: 465\n    properties.mail.smtp.ssl.enable: true\n---\nspring:\n  config.activate.on-profile: dev\n  mail:\n    host: localhost\n    properties.mail.smtp.ssl.trust: "*"\n',
    servers: [
      'smtp smtp.example.org@3 465@4 tls@5 login=none',
      'smtp localhost@10 465@4 tls@5 verify=off@11 login=none',
    ],
  },
  {
    says: 'fetchmail: defaults for every entry, and a program that connects',
    path: '.fetchmailrc',
    format: 'fetchmail',
    text: 'defaults proto imap ssl\npoll imap.example.org user ann pass x\npoll imap2.example.org no ssl plugin "openssl s_client -connect %h:%p" user bob\n',
    servers: [
      'imap imap.example.org@2 993 tls@1 user=ann@2 secret=literal@2',
      'imap imap2.example.org@3 143 unknown@3 user=bob@3',
    ],
  },
  {
    says: 'OfflineIMAP: a fingerprint beside authorities is no pin alone',
    path: '.offlineimaprc',
    format: 'offlineimap',
    text: '[Repository a]\ntype = IMAP\nremotehost = imap.example.org\nsslcacertfile = /x\ncert_fingerprint = aa\n',
    servers: ['imap imap.example.org@3 993 tls'],
  },
  {
    says: 'neomutt: a program that sends',
    path: '.muttrc',
    format: 'neomutt',
    text: 'set sendmail = "/usr/bin/msmtp -a x"\nset folder = ~/Mail\n',
    servers: [],
    remarks: ['program sendmail@1'],
  },
  {
    says: 'Laravel: null is nothing, and another mailer reads none of it',
    path: '.env',
    format: 'laravel',
    text: 'MAIL_MAILER=log\nMAIL_HOST=mail.example.org\nMAIL_PORT=2525\nMAIL_USERNAME=null\nMAIL_PASSWORD=null\nMAIL_ENCRYPTION=null\n',
    servers: ['smtp mail.example.org@2 2525@3 unknown'],
  },
  {
    says: 'variables that only look like those of a mail server',
    path: '.env',
    format: 'env',
    text: 'MAILCOW_HOSTNAME=mail.example.org\nPOPULAR_HOST=x.example.org\nMAIL_DB_HOST=db\nSMTP_HELO_HOST=here.example.org\nMAIL_ADDRESS=ann@example.org\nSMTP_FROM_ADDRESS=ann@example.org\n',
    servers: [],
  },
  {
    says: 'Thunderbird: prefs.js',
    path: 'prefs.js',
    format: 'thunderbird',
    text: 'user_pref("mail.server.server1.hostname", "imap.example.org");\nuser_pref("mail.server.server1.port", 143);\nuser_pref("mail.server.server1.socketType", 3);\nuser_pref("mail.server.server1.type", "imap");\nuser_pref("mail.server.server1.userName", "ann");\nuser_pref("mail.server.server2.hostname", "Local Folders");\nuser_pref("mail.server.server2.type", "none");\nuser_pref("mail.smtpserver.smtp1.hostname", "smtp.example.org");\nuser_pref("mail.smtpserver.smtp1.try_ssl", 1);\nuser_pref("mail.smtpserver.smtp1.authMethod", 10);\n',
    servers: [
      'imap imap.example.org@1 143@2 tls@3 user=ann@5',
      'smtp smtp.example.org@8 587 opportunistic@9 login=access-token',
    ],
  },
  {
    says: 'Discourse: variables in YAML of its own',
    path: 'containers/app.yml',
    format: 'compose',
    text: 'templates:\n  - "x"\nenv:\n  DISCOURSE_SMTP_ADDRESS: smtp.example.org\n  DISCOURSE_SMTP_PORT: 587\n  DISCOURSE_SMTP_USER_NAME: ann\n  DISCOURSE_SMTP_PASSWORD: x\n  DISCOURSE_SMTP_ENABLE_START_TLS: true\n',
    servers: ['smtp smtp.example.org@4 587@5 opportunistic@8 user=ann@6 secret=literal@7'],
  },
  {
    says: 'Kubernetes: a list of names and values',
    path: 'deployment.yaml',
    format: 'compose',
    text: 'spec:\n  containers:\n    - name: app\n      env:\n        - name: SMTP_HOST\n          value: smtp.example.org\n        - name: SMTP_PORT\n          value: "465"\n        - name: SMTP_PASSWORD\n          valueFrom: { secretKeyRef: { name: a, key: b } }\n',
    servers: ['smtp smtp.example.org@5 465@7 tls secret=variable@9'],
  },
  {
    says: 'docker compose: an alias, and what is merged in',
    path: 'compose.yaml',
    format: 'compose',
    text: `x-mail: &mail\n  SMTP_HOST: smtp.example.org\n  SMTP_PORT: 465\nservices:\n  a:\n    environment: *mail\n  b:\n    environment:\n      <<: *mail\n      SMTP_PASSWORD: \${PW}\n`,
    servers: ['smtp smtp.example.org@2 465@3 tls login=none', 'smtp smtp.example.org@2 465@3 tls secret=variable@10'],
  },
];

test.each(cases)('$says', ({ path, format, text, servers, remarks = [] }) => {
  const found = read(text, path);
  expect(found.format).toBe(format);
  expect(found.servers.map(told)).toEqual(servers);
  expect(remarked(found)).toEqual(remarks);
});

describe('variables of one program each', () => {
  test.each<[string, readonly string[], string]>([
    [
      'Grafana',
      ['GF_SMTP_HOST=smtp.example.org:465', 'GF_SMTP_USER=ann', 'GF_SMTP_PASSWORD=x', 'GF_SMTP_SKIP_VERIFY=true'],
      'smtp smtp.example.org@4 465@4 tls user=ann@5 secret=literal@6 verify=off@7',
    ],
    [
      'Grafana, its policy',
      ['GF_SMTP_HOST=smtp.example.org:587', 'GF_SMTP_STARTTLS_POLICY=MandatoryStartTLS'],
      'smtp smtp.example.org@4 587@4 starttls@5 login=none',
    ],
    [
      'Gitea',
      [
        ...['GITEA__mailer__PROTOCOL=smtps', 'GITEA__mailer__SMTP_ADDR=smtp.example.org'],
        ...['GITEA__mailer__SMTP_PORT=465', 'GITEA__mailer__USER=ann', 'GITEA__mailer__PASSWD=x'],
      ],
      'smtp smtp.example.org@5 465@6 tls@4 user=ann@7 secret=literal@8',
    ],
    [
      'Mastodon',
      [
        'SMTP_SERVER=smtp.example.org',
        'SMTP_PORT=587',
        'SMTP_LOGIN=ann',
        'SMTP_ENABLE_STARTTLS=auto',
        'SMTP_OPENSSL_VERIFY_MODE=none',
      ],
      'smtp smtp.example.org@4 587@5 opportunistic@7 user=ann@6 verify=off@8',
    ],
    [
      'Vaultwarden',
      ['SMTP_HOST=smtp.example.org', 'SMTP_PORT=465', 'SMTP_SECURITY=force_tls', 'SMTP_ACCEPT_INVALID_HOSTNAMES=true'],
      'smtp smtp.example.org@4 465@5 tls@6 verify=no-name@7 login=none',
    ],
    [
      'Vaultwarden without TLS',
      ['SMTP_HOST=smtp.example.org', 'SMTP_SECURITY=off', 'SMTP_USERNAME=ann'],
      'smtp smtp.example.org@4 587 none@5 user=ann@6',
    ],
    [
      'Bitwarden calls STARTTLS ssl too',
      [
        ...['globalSettings__mail__smtp__host=smtp.example.org', 'globalSettings__mail__smtp__port=587'],
        ...['globalSettings__mail__smtp__ssl=true', 'globalSettings__mail__smtp__username=ann'],
      ],
      'smtp smtp.example.org@4 587@5 starttls@6 user=ann@7',
    ],
    [
      'Ghost',
      [
        'mail__options__host=smtp.example.org',
        'mail__options__port=587',
        'mail__options__auth__user=ann',
        'mail__options__auth__pass=x',
      ],
      'smtp smtp.example.org@4 587@5 unknown user=ann@6 secret=literal@7',
    ],
    [
      'Nextcloud',
      [
        'SMTP_HOST=smtp.example.org',
        'SMTP_SECURE=ssl',
        'SMTP_PORT=587',
        'SMTP_AUTHTYPE=LOGIN',
        'SMTP_NAME=ann',
        'SMTP_PASSWORD_FILE=/x',
      ],
      'smtp smtp.example.org@4 587@6 tls@5 user=ann@8 secret=file@9',
    ],
    [
      'authentik',
      ['AUTHENTIK_EMAIL__HOST=smtp.example.org', 'AUTHENTIK_EMAIL__PORT=25', 'AUTHENTIK_EMAIL__USE_TLS=false'],
      'smtp smtp.example.org@4 25@5 none@6 login=none',
    ],
    [
      'n8n: without TLS from the start STARTTLS may still be taken',
      ['N8N_SMTP_HOST=smtp.example.org', 'N8N_SMTP_PORT=587', 'N8N_SMTP_SSL=false'],
      'smtp smtp.example.org@4 587@5 unknown login=none',
    ],
    [
      'Watchtower',
      [
        ...['WATCHTOWER_NOTIFICATION_EMAIL_SERVER=smtp.example.org', 'WATCHTOWER_NOTIFICATION_EMAIL_SERVER_PORT=587'],
        ...['WATCHTOWER_NOTIFICATION_EMAIL_SERVER_USER=ann', 'WATCHTOWER_NOTIFICATION_EMAIL_SERVER_PASSWORD=x'],
        ...[
          'WATCHTOWER_NOTIFICATION_EMAIL_SERVER_TLS_SKIP_VERIFY=true',
          'WATCHTOWER_NOTIFICATION_EMAIL_FROM=a@example.org',
        ],
      ],
      'smtp smtp.example.org@4 587@5 unknown user=ann@6 secret=literal@7 verify=off@8',
    ],
    [
      'Roundcube',
      ['ROUNDCUBEMAIL_SMTP_SERVER=tls://smtp.example.org', 'ROUNDCUBEMAIL_SMTP_PORT=587'],
      'smtp smtp.example.org@4 587@5 starttls@4 login=none',
    ],
    [
      'Spring by its variables',
      [
        'SPRING_MAIL_HOST=smtp.example.org',
        'SPRING_MAIL_PORT=587',
        'SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE=true',
      ],
      'smtp smtp.example.org@4 587@5 opportunistic@6 login=none',
    ],
    [
      'a relay in brackets, as Postfix wants it',
      ['RELAYHOST=[smtp.example.org]:587', 'RELAYHOST_USERNAME=ann', 'RELAYHOST_PASSWORD=x'],
      'smtp smtp.example.org@4 587@4 unknown user=ann@5 secret=literal@6',
    ],
    [
      'Django by a URL',
      ['EMAIL_URL=smtps://ann:x@smtp.example.org:587'],
      'smtp smtp.example.org@4 587@4 starttls@4 user=ann@4 secret=literal@4',
    ],
    ['a variable that is handed through', ['SMTP_HOST', 'SMTP_PORT=587'], ''],
    [
      'a URL with the secret behind the question mark',
      ['MAILER_URL=smtp://smtp.example.org:465?username=a&password=x'],
      'smtp smtp.example.org@4 465@4 tls@4 secret=literal@4 login=none',
    ],
  ])('%s', (_, variables, expected) => {
    expect(read(inCompose(...variables), 'docker-compose.yml').servers.map(told)).toEqual(
      expected === '' ? [] : [expected],
    );
  });
});

test.each<[string, string, ConfigurationFormat]>([
  ['.muttrc', 'set sendmail = "/usr/bin/msmtp"\n', 'neomutt'],
  ['.config/neomutt/neomuttrc', 'source colors\n', 'neomutt'],
  ['/home/x/.gitconfig', '[user]\n\tname = Ann\n', 'git'],
  ['.config/git/config', '[user]\n\tname = Ann\n', 'git'],
  ['/etc/postfix/main.cf', '#relayhost = x\nmail_owner = postfix\nA = b\n', 'postfix'],
  ['.env.template', '# SMTP_HOST=x\n', 'env'],
  ['.msmtprc', '# nothing yet\n', 'msmtp'],
  ['settings.py', 'EMAIL_HOST = Config("HOST")\n', 'django'],
])('%s is known by its name where its content does not tell', (path, text, format) => {
  expect(recogniseConfiguration(text, path)).toBe(format);
});
