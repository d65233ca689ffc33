import * as v from 'valibot';
import type { KeyFamily } from '../../knowledge/blocklist.ts';
import { severities } from '../../model/finding.ts';
import { authMethods } from '../../model/settings.ts';
import { protocols, securities } from '../../model/subject.ts';
import { roles, symptoms } from '../../model/target.ts';
import { timeForm, timeSpan } from '../../model/time-span.ts';
import { parseMailAddress } from '../../protocols/address.ts';
import { asciiHostName } from '../../protocols/dns-names.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import { splitWords } from '../command-words.ts';

// Messages stand behind "mailcheck.yaml:7: profiles.work.address: ". None quotes the value: it may be a secret.

const described = <T extends v.GenericSchema>(schema: T, text: string) => v.pipe(schema, v.description(text));

const text = v.pipe(
  v.string(),
  v.nonEmpty('it is empty'),
  v.check((one) => !/\p{Cc}/u.test(one), 'it contains a control character'),
);
const address = v.pipe(
  text,
  v.check((one) => !('problem' in parseMailAddress(one)), 'this is not a mail address; write ann@example.org'),
);
const isHost = (one: string): boolean => (canonicalIp(one) ?? asciiHostName(one)) !== undefined;
const host = v.pipe(text, v.check(isHost, 'this is not a host name or IP address; the port has a key of its own'));
const ip = v.pipe(
  text,
  v.check((one) => canonicalIp(one) !== undefined, 'this is not an IP address'),
);
const domain = v.pipe(
  text,
  v.check((one) => asciiHostName(one)?.includes('.') === true, 'this is not a domain; write example.org'),
);
const port = v.pipe(
  v.number(),
  v.integer('this is no port'),
  v.minValue(1, 'ports are 1 to 65535'),
  v.maxValue(65_535, 'ports are 1 to 65535'),
);
const time = v.union([
  v.pipe(
    v.string(),
    v.check((one) => timeSpan(one) !== undefined, timeForm),
  ),
  v.pipe(
    v.number(),
    v.check((one) => timeSpan(String(one)) !== undefined, timeForm),
  ),
]);
/** Dates are counted on: the 30th of February is the 2nd of March. */
const isDay = (one: string): boolean => {
  const time = Date.parse(one);
  return Number.isNaN(time) || new Date(time).toISOString().startsWith(one);
};
const date = v.pipe(
  v.string(),
  v.isoDate('this is not a date; write 2027-01-31'),
  v.check(isDay, 'there is no such day'),
);
const variable = v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'this is not the name of a variable'));
/** A helper takes what begins with a hyphen for an option. */
const word = v.pipe(text, v.regex(/^[^-]/, 'it begins with a hyphen'));

const commandLine = v.pipe(
  text,
  v.check((one) => splitWords(one) !== undefined, 'a quote is left open'),
);

const fromVariable = described(variable, 'Name of an environment variable. It is read once, then deleted.');
const fromFile = described(
  text,
  'A file that only its owner can read; its first line is the secret. A path is relative to this file; ~/ is the home folder.',
);
const oneWay = <T extends v.GenericSchema<Record<string, unknown>>>(schema: T) =>
  v.pipe(schema, v.entries(1, 'say exactly one way to get it'));

/** Where a secret is, never what it is. */
const secretPlace = oneWay(
  v.strictObject({
    command: v.exactOptional(
      described(
        v.union([commandLine, v.pipe(v.array(text), v.nonEmpty('it is empty'))]),
        'A program and its arguments; the first line that it prints is the secret. Run without a shell, in the folder of this file.',
      ),
    ),
    env: v.exactOptional(fromVariable),
    file: v.exactOptional(fromFile),
    keyring: v.exactOptional(
      described(
        v.strictObject({ service: word, account: v.exactOptional(word) }),
        'The keyring of the desktop: secret-tool with the attributes service and account on Linux, security on macOS.',
      ),
    ),
  }),
);
export type SecretPlace = v.InferOutput<typeof secretPlace>;

const keyPlace = oneWay(v.strictObject({ env: v.exactOptional(fromVariable), file: v.exactOptional(fromFile) }));

const serverEntries = {
  host: described(host, 'Host name or IP address.'),
  port: v.exactOptional(described(port, 'Left out: the standard ports are tried, best first.')),
  security: v.exactOptional(
    described(
      v.picklist(securities),
      'tls from the first byte, starttls (required), or none. Left out: what suits the port.',
    ),
  ),
  auth: v.exactOptional(
    described(v.array(v.picklist(authMethods)), 'What a mail program logs in with, best first; for mailcheck export.'),
  ),
};
const incomingServer = v.strictObject({ type: v.picklist(['imap', 'pop3']), ...serverEntries });
const outgoingServer = v.strictObject({ type: v.exactOptional(v.picklist(['smtp'])), ...serverEntries });

const accepted = v.strictObject({
  id: described(text, 'Id of a finding or of a root cause, as mailcheck explain lists them.'),
  at: v.exactOptional(described(host, 'Only at this host, domain or address.')),
  reason: described(text, 'Why it is accepted; shown in the report.'),
  until: described(date, 'The last day on which it is accepted.'),
});

const expectations = v.strictObject({
  failOn: v.exactOptional(
    described(v.picklist([...severities, 'never']), 'Exit with 1 for findings from this severity on. Left out: error.'),
  ),
  works: v.exactOptional(
    described(
      v.array(v.picklist(protocols)),
      'Services that have to be seen to work: to the login where there is a secret, else to verified TLS.',
    ),
  ),
  accept: v.exactOptional(
    described(v.array(accepted), 'What is known and does not count, each with its reason and its last day.'),
  ),
});

const profile = v.pipe(
  v.strictObject({
    address: v.exactOptional(described(address, 'The mail address.')),
    domain: v.exactOptional(described(domain, 'The domain, for a profile without an address.')),
    user: v.exactOptional(described(text, 'User name that logs in. Left out: the address.')),
    symptom: v.exactOptional(described(v.picklist(symptoms), 'What does not work; narrows the search.')),
    incoming: v.exactOptional(
      described(v.array(incomingServer), 'Servers that mail is read from. Left out: they are looked for.'),
    ),
    outgoing: v.exactOptional(described(v.array(outgoingServer), 'Servers that mail is sent through.')),
    password: v.exactOptional(described(secretPlace, 'Where the password is.')),
    accessToken: v.exactOptional(described(secretPlace, 'Where the OAuth 2.0 access token is.')),
    mechanism: v.exactOptional(described(text, 'SASL mechanism to log in with.')),
    loginFound: v.exactOptional(
      described(v.boolean(), "Log in as well at servers found inside the address's own domain."),
    ),
    confirmHost: v.exactOptional(
      described(v.array(host), 'Log in at these servers although they are found, not named.'),
    ),
    timeout: v.exactOptional(described(time, 'Longest wait for one answer.')),
    deadline: v.exactOptional(described(time, 'Longest time for everything.')),
    resolver: v.exactOptional(
      described(v.array(text), 'DNS servers to ask: IP, IP:PORT, tcp://IP, tls://IP#NAME or https://HOST/PATH.'),
    ),
    resolve: v.exactOptional(
      described(v.record(host, ip), 'Addresses to use for hosts, before their DNS changes: host: address.'),
    ),
    family: v.exactOptional(described(v.picklist([4, 6]), 'IPv4 or IPv6 only.')),
    ca: v.exactOptional(described(text, 'PEM file of authorities that are trusted as well; relative to this file.')),
    allowPrivate: v.exactOptional(
      described(
        v.boolean(),
        'Ask block lists about private and loopback addresses too, and the web at such addresses.',
      ),
    ),
    control: v.exactOptional(
      described(v.array(host), 'Hosts known to serve port 25, asked before the port is called blocked.'),
    ),
    selector: v.exactOptional(described(v.array(text), 'DKIM selectors, for mailcheck dns.')),
    sendingIp: v.exactOptional(described(v.array(ip), 'Addresses that mail is sent from, for mailcheck dns.')),
    targets: v.exactOptional(described(v.array(text), 'What mailcheck blacklist asks about. Left out: the domain.')),
    lists: v.exactOptional(described(v.array(text), 'Block lists: default, all, or zones.')),
    role: v.exactOptional(described(v.picklist(roles), 'What the addresses at block lists are used for.')),
    key: v.exactOptional(
      described(
        v.strictObject({
          spamhaus: v.exactOptional(keyPlace),
          abusix: v.exactOptional(keyPlace),
          trendmicro: v.exactOptional(keyPlace),
        } satisfies Record<KeyFamily, unknown>),
        'Where the keys to lists of customers are.',
      ),
    ),
    expect: v.exactOptional(described(expectations, 'What this account has to be like.')),
  }),
  v.check(
    ({ address: one, domain: other }) => one === undefined || other === undefined,
    'address and domain contradict each other; an address has its domain in it',
  ),
  v.check(
    ({ password, accessToken }) => password === undefined || accessToken === undefined,
    'password and accessToken contradict each other; say one',
  ),
);
export type Profile = v.InferOutput<typeof profile>;
export type ProfileServer = NonNullable<Profile['incoming'] | Profile['outgoing']>[number];

/** Names that are easily written in a shell and cannot be taken for an option. */
const profileName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'names of profiles are letters, digits, dots, hyphens and underscores'),
);

/** The file `mailcheck.yaml`. */
export const profilesSchema = v.pipe(
  v.strictObject({
    version: v.exactOptional(described(v.literal(1), 'Version of this format.')),
    profiles: described(v.record(profileName, profile), 'Profiles by name: mailcheck diagnose --profile NAME.'),
  }),
  v.title('Profiles of mailcheck, version 1'),
  v.description(
    'The file mailcheck.yaml: accounts, what is expected of them, and where their secrets are. It holds no secret itself.',
  ),
);
export type ProfileFile = v.InferOutput<typeof profilesSchema>;
