import type { Report } from '../model/report.ts';
import {
  type Candidate,
  type CandidateProof,
  originNames,
  type ProviderConditions,
  type SettingsOrigin,
  type SettingsReport,
  type SourceReport,
  type Trust,
} from '../model/settings.ts';
import { authWords, clientSettings, type Extras, oneLine } from './client-settings.ts';
import { forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { unheardText } from './unheard.ts';
import { wrap } from './wrap.ts';

const margin = '   ';

const trustWords: Readonly<Record<Trust, string>> = {
  trusted: '',
  confirm: 'make sure that this is your provider',
  guessed: 'guessed: nobody says so',
  unsafe: 'not to be trusted: anybody on the way can have written it',
};

const proofWords: Readonly<Record<CandidateProof['state'], string>> = {
  works: 'answers',
  unverified: 'no password goes there',
  fails: 'does not work',
  'not-found': 'does not exist',
  private: 'not tried',
  untested: 'not tried',
};

/** What to type into a client, what the provider wants first, and what each source said. Empty where nobody looked. */
export function settingsSection({ settings, interrupted }: Report, style: Style): string {
  if (settings === undefined) return '';
  const unheard = unheardText(settings.sources) ?? (interrupted === undefined ? undefined : 'the run ended early');
  const isClosed = settings.sources.some(
    ({ origin, state, servers }) => origin === 'table' && state === 'found' && servers.length === 0,
  );
  const nobody = isClosed
    ? { nobody: `${settings.provider?.name ?? 'the provider'} has no server for mail programs` }
    : unheard === undefined
      ? {}
      : { nobody: `none is known; ${unheard}` };
  const sections = [
    clientSettings(settings, style, { ...extras, ...nobody }),
    conditionsOf(settings, style),
    pagesOf(settings, style),
    sourcesOf(settings.sources, style),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

const extras: Extras<Candidate> = {
  isUsable: ({ proof }) => proof.state === 'works' || proof.state === 'untested',
  rows: ({ proof, origins, trust }) => [
    ['Tried', triedText(proof)],
    ['Says', origins.map((one) => originNames[one]).join(', ')],
    ['Mind', trustWords[trust] === '' ? undefined : trustWords[trust]],
  ],
  note: ({ proof, trust }) => {
    const text = proof.state === 'works' ? '' : `: ${proof.text ?? proofWords[proof.state]}`;
    return `${text}${trust === 'trusted' || proof.state !== 'works' ? '' : ` (${trustWords[trust]})`}`;
  },
};

function triedText({ state, text, tlsVersion, offers = [], lacks = [] }: CandidateProof): string {
  if (state === 'untested') return text === undefined ? 'no' : `no: ${text}`;
  if (state !== 'works') return [proofWords[state], text].filter((part) => part !== undefined).join(': ');
  const parts = [
    tlsVersion === undefined ? 'answers without TLS' : `answers, ${tlsVersion} and the certificate fit`,
    ...(text === undefined ? [] : [text]),
    ...(offers.length === 0 ? ['offers no login'] : []),
    ...lacks.map((method) => `does not offer: ${authWords[method]}`),
  ];
  return parts.join('; ');
}

/** A title, and lines below it that are wrapped. */
function list(title: string, lines: readonly string[], style: Style): string {
  if (lines.length === 0) return '';
  const body = lines.map((one) => `${margin}${wrap(forTerminal(one), style.width - 5, '     ')}`);
  return [inkOf(style).bold(forTerminal(title)), ...body].join('\n');
}

function conditionsOf({ provider }: SettingsReport, style: Style): string {
  if (provider === undefined) return '';
  return list(`Conditions of ${provider.name}`, conditionLines(provider), style);
}

function conditionLines({ needs, docsUrl, folders, confidence }: ProviderConditions): string[] {
  const { note, ...names } = folders ?? {};
  const named = Object.entries(names).map(([role, name]) => `${role} is "${name}"`);
  const told = [...(named.length === 0 ? [] : [named.join(', ')]), ...(note === undefined ? [] : [note])];
  return [
    ...needs.map((need) => `- ${need}`),
    ...(told.length === 0 ? [] : [`- Folders: ${told.join('; ')}`]),
    ...(docsUrl === undefined ? [] : [`- Page: ${docsUrl}`]),
    ...(confidence === 'low' && needs.length > 0 ? ['- This was not looked at again lately'] : []),
  ];
}

function pagesOf({ documentation, oAuth2, provider }: SettingsReport, style: Style): string {
  const lines = [
    ...documentation
      .filter(({ url }) => url !== provider?.docsUrl)
      .map(({ url, text, toEnable }) =>
        [url, toEnable ? 'to be done first:' : '', text ?? ''].filter(Boolean).join('  '),
      ),
    ...oAuth2.map(
      ({ issuer, scopes }) => `OAuth2: ${issuer}${scopes.length === 0 ? '' : `, scopes ${scopes.join(' ')}`}`,
    ),
  ];
  return list('Pages', lines, style);
}

const stateColumn = 11;
const below = ' '.repeat(margin.length + stateColumn);

function sourcesOf(sources: readonly SourceReport[], style: Style): string {
  const ink = inkOf(style);
  const tone = { found: ink.green, absent: ink.dim, failed: ink.yellow, 'not-asked': ink.dim };
  const words = { found: 'found', absent: 'nothing', failed: 'failed', 'not-asked': 'not asked' };
  const rows = sources.map((source) => {
    const [head = '', ...more] = linesOf(source).map((line) =>
      wrap(forTerminal(line), style.width - below.length, below),
    );
    const state = tone[source.state](words[source.state].padEnd(stateColumn));
    return [`${margin}${state}${head}`, ...more.map((line) => `${below}${ink.dim(line)}`)].join('\n');
  });
  return rows.length === 0 ? '' : [ink.bold('Sources'), ...rows].join('\n');
}

const isBuiltIn = (origin: SettingsOrigin): boolean => origin === 'table' || origin === 'table-by-mx';

/** What it said; then, where that is worth knowing, where it was asked, how old it is, and what was wrong with it. */
function linesOf(source: SourceReport): string[] {
  const { origin, state, place, redirects = [], alias, text, servers, trust, changed, ttl, ms, ...left } = source;
  const said = [text, servers.map(oneLine).join('; ')].filter((part) => part !== '').join(': ');
  const about = [
    ...(place === undefined || state === 'absent' ? [] : [place]),
    ...redirects.map((to) => `sent on to ${to}`),
    ...(alias === undefined || state === 'absent' ? [] : [`alias of ${alias}`]),
    ...(changed === undefined ? [] : [`of ${changed.slice(0, 10)}`]),
    ...(ttl === undefined ? [] : [`may be kept ${ttl} s`]),
    // Nobody waits for what is built in.
    ...(ms === undefined || isBuiltIn(origin) || state === 'not-asked' ? [] : [`${ms} ms`]),
  ];
  const trusted = trust === undefined || trustWords[trust] === '' ? [] : [trustWords[trust]];
  const head = `${originNames[origin]}${said === '' ? '' : `: ${said}`}`;
  const isShort = about.length > 0 && state === 'absent';
  return [
    isShort ? `${head} (${about.join(', ')})` : head,
    ...(about.length === 0 || isShort ? [] : [about.join(', ')]),
    ...trusted,
    ...left.remarks.map(({ what, reason }) => `mind ${what}: ${reason}`),
    ...left.dropped.map(({ what, reason }) => `left out ${what}: ${reason}`),
  ];
}
