import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { parse as parseProperties } from 'dot-properties';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseToml } from 'smol-toml';
import type { ClientId } from '../../../src/model/client-ids.ts';

/** What a client would understand. */
export interface Understood {
  /** Of every server in the file. */
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  readonly users: readonly string[];
  readonly address?: string;
  readonly commands?: readonly string[];
  readonly variable?: string;
}

/** Reads a file as its client does: by a library where there is one, else by the grammar of its manual. */
export const readBack: Readonly<Record<ClientId, (text: string) => Understood>> = {
  thunderbird(text) {
    const servers = elements(parseXml(text).root, /^(?:incoming|outgoing)Server$/);
    const all = (name: string) => servers.flatMap((server) => elements(server, new RegExp(`^${name}$`)).map(textIn));
    // In one pass: what is filled in is not looked at again.
    const filled = all('username').map((user) =>
      user.replace(/%EMAIL(ADDRESS|LOCALPART)%/g, (_, what) => (what === 'ADDRESS' ? 'ann@example.org' : 'ann')),
    );
    return { hosts: all('hostname'), ports: all('port').map(Number), users: filled };
  },
  apple(text) {
    const entries = elements(parseXml(text).root, /^dict$/).flatMap((dict) => {
      const children = dict.children.filter((one): one is XmlElement => one.type === 'element');
      return children.flatMap((key, index): [string, string][] =>
        key.name === 'key' ? [[textIn(key), textIn(children[index + 1] as XmlElement)]] : [],
      );
    });
    const of = (pattern: RegExp) => entries.filter(([key]) => pattern.test(key)).map(([, value]) => value);
    return {
      hosts: of(/MailServerHostName$/),
      ports: of(/MailServerPortNumber$/).map(Number),
      users: of(/MailServerUsername$/),
      address: of(/^EmailAddress$/)[0] as string,
    };
  },
  outlook(text) {
    const of = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, value]) => value as string);
    return {
      hosts: of(/^\w+ mail server: +(.*)$/gm),
      ports: of(/^\w+ mail port: +(.*)$/gm).map(Number),
      users: of(/^\w+ mail user name: +(.*)$/gm),
      address: of(/^E-mail address: +(.*)$/gm)[0] as string,
    };
  },
  msmtp(text) {
    // msmtp(1): a value may stand in double quotes; only the first and the last character of the line are looked at.
    const of = (name: string) => word(text, new RegExp(`^${name} (.*)$`, 'm')).replace(/^"(.*)"$/, '$1');
    return {
      hosts: [of('host')],
      ports: [Number(of('port'))],
      users: [of('user')],
      address: of('from'),
      commands: [of('passwordeval')],
    };
  },
  mbsync(text) {
    // mbsync(1): quotes group, a backslash takes the next character as it is.
    const of = (name: string) => backslashes(word(text, new RegExp(`^${name} "(.*)"$`, 'm')));
    return {
      hosts: [word(text, /^Host (.*)$/m)],
      ports: [Number(word(text, /^Port (.*)$/m))],
      users: [of('User')],
      commands: [of('PassCmd')],
    };
  },
  neomutt(text) {
    // neomuttrc(5): nothing is special between single quotes; backticks between double quotes run what they hold.
    const single = (name: string) => word(text, new RegExp(`^set ${name} = '([^']*)'$`, 'm'));
    const commands = [...text.matchAll(/^set \w+_pass = "`((?:[^\\`]|\\.)*)`"$/gm)].map(([, value]) => value as string);
    const [folder, url] = [new URL(single('folder')), new URL(single('smtp_url'))];
    return {
      hosts: [folder.hostname, url.hostname],
      ports: [Number(folder.port), Number(url.port)],
      users: [single('imap_user'), decodeURIComponent(url.username)],
      address: single('from'),
      commands,
    };
  },
  fetchmail(text) {
    const [, mark, user = ''] = /^ {2}username (['"])(.*)\1$/m.exec(text) ?? [];
    if (mark === undefined || user.includes(mark)) throw new Error(`no user in ${text}`);
    return {
      hosts: [word(text, /^poll (\S+) /m)],
      ports: [Number(word(text, / port (\d+)$/m))],
      // fetchmail(1): a backslash is written twice.
      users: [user.replaceAll('\\\\', '\\')],
    };
  },
  getmail(text) {
    const ini = iniOf(text);
    return {
      hosts: [ini.server as string],
      ports: [Number(ini.port)],
      users: [ini.username as string],
      // A tuple of strings in Python, whose escapes are those of JSON here.
      commands: [JSON.parse((ini.password_command as string).replace(/^\((.*)\)$/, '[$1]'))[2]],
    };
  },
  offlineimap(text) {
    const ini = iniOf(text);
    // configparser fills in `%(name)s`; a sign of its own is written twice.
    const of = (name: string) => {
      const value = ini[name] as string;
      if (/(?<!%)(?:%%)*%(?!%)/.test(value)) throw new Error(`${name} is filled in: ${value}`);
      return value.replaceAll('%%', '%');
    };
    const command = /check_output\((\[.*\])\)\.decode\(\)\.splitlines\(\)\[0\]$/.exec(of('remotepasseval'))?.[1];
    return {
      hosts: [of('remotehost')],
      ports: [Number(of('remoteport'))],
      users: [of('remoteuser')],
      commands: [JSON.parse(command as string)[2]],
    };
  },
  aerc(text) {
    // go-ini: `#` and `;` begin a comment, quotes around go away, and nothing of it inside backticks.
    const of = (name: string) => {
      const value = word(text, new RegExp(`^${name} = (.*)$`, 'm'));
      return value.startsWith('`')
        ? value.slice(1, value.lastIndexOf('`'))
        : value
            .replace(/[#;].*/, '')
            .replace(/^(['"])(.*)\1$/, '$2')
            .trim();
    };
    const urls = ['source', 'outgoing'].map((name) => new URL(of(name)));
    return {
      hosts: urls.map(({ hostname }) => hostname),
      ports: urls.map(({ port }) => Number(port)),
      users: urls.map(({ username }) => decodeURIComponent(username)),
      address: of('from'),
      commands: [of('source-cred-cmd'), of('outgoing-cred-cmd')],
    };
  },
  himalaya(text) {
    interface Side {
      readonly server: string;
      readonly sasl: {
        readonly plain: { readonly username: string; readonly password: { readonly command: string[] } };
      };
    }
    const { accounts } = parseToml(text) as unknown as {
      accounts: Record<string, { email: string; imap: Side; smtp: Side }>;
    };
    const [account] = Object.values(accounts);
    const sides = [account?.imap as Side, account?.smtp as Side];
    return {
      hosts: sides.map(({ server }) => new URL(server).hostname),
      ports: sides.map(({ server }) => Number(new URL(server).port)),
      users: sides.map(({ sasl }) => sasl.plain.username),
      address: account?.email as string,
      commands: sides.map(({ sasl }) => sasl.plain.password.command[2] as string),
    };
  },
  postfix(text) {
    const [, host, port] = /^relayhost = \[(.*)\]:(\d+)$/m.exec(text) ?? [];
    // The line that the comment says to write into the file of passwords.
    const [, key, user] = /^# {3}(\S+) (.*):PASSWORD$/m.exec(text) ?? [];
    if (key !== `[${host}]:${port}`) throw new Error('the key is not the relay');
    return { hosts: [host as string], ports: [Number(port)], users: [user as string] };
  },
  git(text) {
    const of = (name: string) => backslashes(word(text, new RegExp(`^\\t${name} = "(.*)"$`, 'm')));
    const port = Number(word(text, /^\tsmtpServerPort = (.*)$/m));
    // git reads \n as the end of a line.
    const helper = /^\thelper = "(.*)"$/m
      .exec(text)?.[1]
      ?.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
    const command =
      helper === undefined ? undefined : /printf 'password=%s\\n' "\$\((.*)\n\)"; }; f$/.exec(helper)?.[1];
    return {
      hosts: [of('smtpServer')],
      ports: [port],
      users: [of('smtpUser')],
      address: of('from'),
      ...(command === undefined ? {} : { commands: [command] }),
    };
  },
  nodemailer(text) {
    // The module itself runs, with another createTransport.
    const body = text.replace(/^import .*$/m, '').replace('export const transport =', 'return');
    const process = { env: new Proxy({}, { get: (_, name) => ({ variable: name }) }) };
    const [{ host, port, auth }, { from }] = new Function('createTransport', 'process', body)(
      (...args: unknown[]) => args,
      process,
    );
    return { hosts: [host], ports: [port], users: [auth.user], address: from, variable: auth.pass.variable };
  },
  django(text) {
    // A literal of JSON is the same string in Python.
    const of = (name: string) => JSON.parse(word(text, new RegExp(`^${name} = ("(?:[^"\\\\]|\\\\.)*")$`, 'm')));
    return {
      hosts: [of('EMAIL_HOST')],
      ports: [Number(word(text, /^EMAIL_PORT = (\d+)$/m))],
      users: [of('EMAIL_HOST_USER')],
      address: of('DEFAULT_FROM_EMAIL'),
      variable: word(text, /^EMAIL_HOST_PASSWORD = os\.environ\["(\w+)"\]$/m),
    };
  },
  rails(text) {
    const of = (name: string) =>
      word(text, new RegExp(`^ {2}${name}: '((?:[^'\\\\]|\\\\.)*)',$`, 'm')).replace(/\\([\\'])/g, '$1');
    return {
      hosts: [of('address')],
      ports: [Number(word(text, /^ {2}port: (\d+),$/m))],
      users: [of('user_name')],
      address: word(text, /\{ from: '((?:[^'\\]|\\.)*)' \}$/m).replace(/\\([\\'])/g, '$1'),
      variable: word(text, /^ {2}password: ENV\.fetch\('(\w+)'\),$/m),
    };
  },
  laravel(text) {
    const env = parseDotenv(text);
    return {
      hosts: [env.MAIL_HOST as string],
      ports: [Number(env.MAIL_PORT)],
      users: [env.MAIL_USERNAME as string],
      address: env.MAIL_FROM_ADDRESS as string,
    };
  },
  spring(text) {
    const read = parseProperties(text) as Record<string, string>;
    return {
      hosts: [read['spring.mail.host'] as string],
      ports: [Number(read['spring.mail.port'])],
      users: [read['spring.mail.username'] as string],
      variable: /^\$\{(\w+)\}$/.exec(read['spring.mail.password'] as string)?.[1] as string,
    };
  },
  env(text) {
    const env = parseDotenv(text);
    return {
      hosts: [env.IMAP_HOST as string, env.SMTP_HOST as string],
      ports: [Number(env.IMAP_PORT), Number(env.SMTP_PORT)],
      users: [env.IMAP_USER as string, env.SMTP_USER as string],
      address: env.MAIL_ADDRESS as string,
    };
  },
  dns(text) {
    // RFC 1035 section 5.1: what stands behind a semicolon is a comment.
    const records = [...text.replace(/;.*/g, '').matchAll(/ IN SRV \d+ \d+ (\d+) (\S+)\.$/gm)];
    return {
      hosts: records.map(([, , host]) => host as string),
      ports: records.map(([, port]) => Number(port)),
      users: [],
    };
  },
};

function elements(root: XmlElement | null, name: RegExp): XmlElement[] {
  const children = (root?.children ?? []).filter((one): one is XmlElement => one.type === 'element');
  return [...(root !== null && name.test(root.name) ? [root] : []), ...children.flatMap((one) => elements(one, name))];
}

const textIn = (element: XmlElement): string => element.text;

function word(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in:\n${text}`);
  return found;
}

const backslashes = (text: string): string => {
  if (/(?<!\\)(?:\\\\)*"/.test(text)) throw new Error(`the quote ends early: ${text}`);
  return text.replace(/\\(.)/g, '$1');
};

/** configparser: a name, a delimiter, and the rest of the line without the blanks around it. */
const iniOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(/^(\w+) *[=:](.*)$/gm)].map(([, name, value]) => [name, (value ?? '').trim()]));
