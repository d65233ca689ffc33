import type { FactId } from '../model/evidence.ts';
import type { Report } from '../model/report.ts';
import { hostPort, label } from '../model/subject.ts';
import { acceptedText, causeSection, inkFor, notTriedText } from './cause-section.ts';
import { clientsSection } from './clients-section.ts';
import { columnsOf, padTo } from './columns.ts';
import { configuredSection } from './configured-section.ts';
import { forTerminal } from './encode.ts';
import { listHeadline } from './list-headline.ts';
import { listSection } from './list-section.ts';
import { recordSection } from './record-section.ts';
import { settingsSection } from './settings-section.ts';
import { inkOf, type Style } from './style.ts';
import { tallyOf } from './tally-section.ts';
import { transcriptSection } from './transcript-section.ts';
import { whatWorks } from './what-works.ts';
import { wrap } from './wrap.ts';

/** A report for people. Ends with a line feed. */
export function renderText(report: Report, style: Style): string {
  const sections = [
    headline(report, style),
    settingsSection(report, style),
    ...report.causes.map((cause, index) => causeSection(cause, index + 1, report, style)),
    alsoFound(report, style),
    listSection(report, style),
    recordSection(report, style),
    configuredSection(report, style),
    works(report, style),
    clientsSection(report, style),
    notTested(report, style),
    remarks(report, style),
    style.transcript ? transcriptSection(report, style) : '',
    lastLine(report, style),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** What came out, in one sentence; on one line where the style is wide enough. */
export function headline(report: Report, style: Style): string {
  const ink = inkOf(style);
  if (report.target.blacklist !== undefined) return listHeadline(report, ink);
  const tone = { healthy: ink.green, degraded: ink.yellow, broken: ink.red, inconclusive: ink.yellow }[report.verdict];
  const word = report.verdict === 'inconclusive' ? 'could not tell' : report.verdict;
  const explained = new Set(report.causes.flatMap(({ explains }) => explains)).size;
  const causes = counted(report.causes.length, 'cause');
  const found =
    report.findings.length === 0
      ? 'Nothing is wrong with what was tested.'
      : report.causes.length === 0
        ? // What a file says has no cause.
          `${counted(report.findings.length, 'finding')}${report.target.file === undefined ? ', none with a cause' : ''}.`
        : `${causes} ${report.causes.length === 1 ? 'explains' : 'explain'} ${explained} of ${counted(report.findings.length, 'finding')}.`;
  const worth = report.verdict === 'healthy' && report.causes.length > 0 ? `Worth knowing: ${found}` : found;
  const text =
    report.findings.length === 0 && report.verdict === 'inconclusive' ? 'Too little could be tested.' : worth;
  return wrap(
    `${ink.bold(`${report.target.file === undefined ? 'Mail for' : 'Settings in'} ${forTerminal(aboutWhat(report))}:`)} ${tone.bold(word)}. ${text}`,
    style.width,
    '',
  );
}

function aboutWhat({ target }: Report): string {
  const servers = target.servers.map(({ host, port }) => (port === undefined ? host : hostPort(host, port)));
  if (target.file !== undefined) return target.file === '-' ? 'standard input' : target.file;
  return target.address ?? target.domain ?? ([...new Set(servers)].join(', ') || 'this machine');
}

/** Findings without a cause, each with its sentence. */
function alsoFound(report: Report, style: Style): string {
  const ink = inkOf(style);
  return report.unexplained
    .flatMap((index) => report.findings[index] ?? [])
    .map(({ severity, text, rule, accepted, place }) => {
      const head = `${severity}: `;
      const known = accepted === undefined ? '' : ` ${acceptedText(accepted)}`;
      const body = wrap(
        `${forTerminal(place === undefined ? text : `${place.file}:${place.line}: ${text}`)} (${rule})${forTerminal(known)}`,
        style.width - head.length,
        ' '.repeat(head.length),
      );
      return `${inkFor(ink, severity)(head)}${body}`;
    })
    .join('\n');
}

function works(report: Report, style: Style): string {
  const ink = inkOf(style);
  // Where settings were looked for, each server is told of with them.
  const rows = report.settings === undefined ? whatWorks(report) : [];
  if (rows.length === 0) return '';
  const servers = rows.map(({ server }) => forTerminal(server));
  const widest = Math.max(...servers.map(columnsOf));
  return [
    ink.bold('Works'),
    ...rows.map(
      ({ protocol, ticks }, index) =>
        `   ${ink.green(protocol.padEnd(6))}${padTo(servers[index] ?? '', widest)}  ${ticks.length === 0 ? 'answers' : ticks.join(', ')}`,
    ),
  ].join('\n');
}

function notTested(report: Report, style: Style): string {
  if (report.notTested.length === 0) return '';
  return `${inkOf(style).bold('Not tested')}\n   ${wrap(forTerminal(notTriedText(report.notTested)), style.width - 3, '   ')}`;
}

function remarks(report: Report, style: Style): string {
  const ink = inkOf(style);
  return [
    ...report.remarks,
    ...(report.interrupted === undefined ? [] : ['The run ended early; what was not reached says nothing either way.']),
    ...report.crashes.map((crash) => `mailcheck itself failed, please report it: ${crash.split('\n')[0] ?? ''}`),
  ]
    .map((text) => `${ink.yellow('!')} ${wrap(forTerminal(text), style.width - 2, '  ')}`)
    .join('\n');
}

/** Names in a chain; other facts are called as their ids end. */
const chainNames: ReadonlyMap<FactId, string> = new Map([
  ['dns/a', 'A'],
  ['dns/aaaa', 'AAAA'],
  ['dns/mx', 'MX'],
  ['dns/ptr', 'PTR'],
  ['dns/services', 'SRV'],
  ['mail/starttls', 'STARTTLS'],
  ['mail/capabilities-after-tls', 'capabilities after TLS'],
  ['tls/session', 'TLS'],
  ['tls/takes-1.0', 'TLS 1.0 alone'],
  ['tls/takes-1.1', 'TLS 1.1 alone'],
  ['tls/takes-1.2', 'TLS 1.2 alone'],
  ['tls/takes-1.3', 'TLS 1.3 alone'],
  ['tls/takes-rsa', 'RSA key exchange'],
  ['tls/takes-windows-8.1', 'suites of Windows 8.1'],
]);

function lastLine(report: Report, style: Style): string {
  const { evidence, timing } = report;
  const seconds = `${(timing.elapsedMs / 1000).toFixed(2)} s`;
  const { profile } = report.target;
  const by = profile === undefined ? '' : ` By the profile ${profile.name} of ${profile.file}.`;
  const dimmed = (text: string) => inkOf(style).dim(wrap(forTerminal(text), style.width, ''));
  // A file was read, and nobody was asked.
  if (report.target.file !== undefined && timing.connections + timing.queries === 0) return '';
  if (tallyOf(report) !== undefined) return dimmed(`${counted(timing.queries, 'question')} in ${seconds}.${by}`);
  const facts = evidence.filter(({ outcome }) => outcome.status !== 'skipped').length;
  const byId = new Map(evidence.map((one) => [one.id, one]));
  const chain = timing.longestChain.flatMap((id) => byId.get(id) ?? []);
  const names = chain.map(({ fact }) => chainNames.get(fact) ?? fact.slice(fact.indexOf('/') + 1).replaceAll('-', ' '));
  const last = chain.at(-1);
  const longest = last === undefined ? '' : `; longest chain ${names.join(' → ')} at ${label(last.subject)}`;
  return dimmed(`${counted(facts, 'fact')} in ${seconds}${longest}.${by}`);
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
