import type { Fact } from '../../model/evidence.ts';
import {
  type PublishedServer,
  type PublishedSettings,
  type SettingsOrigin,
  settingsOrigins,
} from '../../model/settings.ts';
import type { Domain, Security, SubjectKind } from '../../model/subject.ts';
import { isHostName } from '../../protocols/dns-names.ts';
import { type ServiceRecord, serviceRecords } from './dns.ts';
import {
  autoconfig,
  autodiscover,
  database,
  exchangerAutoconfig,
  exchangerDatabase,
  httpAutoconfig,
  pacc,
  tableByDomain,
  tableByExchanger,
  type WebAnswer,
  wellKnown,
} from './settings.ts';

/** Where settings come from, best first; guesses are no answer of anybody. */
export type SettingsSource = Exclude<SettingsOrigin, 'guess'>;

/** What one source said, whichever it is. */
export interface SettingsAnswer {
  readonly source: SettingsSource;
  readonly fact: Fact<unknown, 'domain'>;
  /** Of sources on the web. */
  readonly web?: WebAnswer;
  readonly settings?: PublishedSettings;
}

/** What is known at the domain: a view of the evidence, or the run itself. */
export interface Known {
  value<T>(fact: Fact<T, SubjectKind>, at: Domain): T | undefined;
}

const labels: Readonly<Record<ServiceRecord['label'], { type: PublishedServer['type']; security: Security } | null>> = {
  _imaps: { type: 'imap', security: 'tls' },
  _imap: { type: 'imap', security: 'starttls' },
  _pop3s: { type: 'pop3', security: 'tls' },
  _pop3: { type: 'pop3', security: 'starttls' },
  _submissions: { type: 'smtp', security: 'tls' },
  _submission: { type: 'smtp', security: 'starttls' },
  _sieve: null,
};

/** What every source that was heard said, best source first. A source with several places has an answer for each. */
export function settingsAnswers(at: Domain, known: Known): SettingsAnswer[] {
  const answers: SettingsAnswer[] = [];
  for (const [source, fact] of [['table', tableByDomain] as const, ['table-by-mx', tableByExchanger] as const]) {
    const found = known.value(fact, at);
    if (found !== undefined)
      answers.push({ source, fact, ...(found.settings === undefined ? {} : { settings: found.settings }) });
  }
  for (const [source, fact] of single) {
    const web = known.value(fact, at);
    if (web !== undefined) answers.push(ofWeb(source, fact, web));
  }
  for (const [source, fact] of several) {
    for (const web of known.value(fact, at)?.answers ?? []) answers.push(ofWeb(source, fact, web));
  }
  const services = known.value(serviceRecords, at);
  if (services !== undefined) answers.push({ source: 'srv', fact: serviceRecords, ...inRecords(services.records) });
  const rank = ({ source }: SettingsAnswer): number => settingsOrigins.indexOf(source);
  return answers.sort((a, b) => rank(a) - rank(b));
}

const single = [
  ['pacc', pacc],
  ['autoconfig', autoconfig],
  ['well-known', wellKnown],
  ['ispdb', database],
  ['http', httpAutoconfig],
] as const;
const several = [
  ['autoconfig-by-mx', exchangerAutoconfig],
  ['ispdb-by-mx', exchangerDatabase],
  ['autodiscover', autodiscover],
] as const;

/** The facts that a guess waits for. */
export const settingsFacts: readonly Fact<unknown, 'domain'>[] = [
  tableByDomain,
  tableByExchanger,
  serviceRecords,
  ...single.map(([, fact]) => fact),
  ...several.map(([, fact]) => fact),
];

const ofWeb = (source: SettingsSource, fact: Fact<unknown, 'domain'>, web: WebAnswer): SettingsAnswer => ({
  source,
  fact,
  web,
  ...(web.result.kind === 'settings' ? { settings: web.result.settings } : {}),
});

/** SRV records say neither user name nor how to log in (RFC 6186 section 4). They are in order of priority. */
function inRecords(records: readonly ServiceRecord[]): Pick<SettingsAnswer, 'settings'> {
  const servers = records.flatMap(({ label, port, target }): PublishedServer[] => {
    const meant = labels[label];
    if (meant === null || !isHostName(target) || port < 1) return [];
    return [{ ...meant, host: target, port, auth: [] }];
  });
  if (servers.length === 0) return {};
  return {
    settings: {
      format: 'srv',
      domains: [],
      incoming: servers.filter(({ type }) => type !== 'smtp'),
      outgoing: servers.filter(({ type }) => type === 'smtp'),
      documentation: [],
      oAuth2: [],
      dropped: [],
      remarks: [],
    },
  };
}
