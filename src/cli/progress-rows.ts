import type { Observation } from '../model/evidence.ts';
import { atLeast, type Severity, worst } from '../model/finding.ts';
import type { RunEvent } from '../model/probe.ts';
import type { Report } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';

export type Tone = 'plain' | 'dim' | 'good' | 'warn' | 'bad';
export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

/** One server as a line of progress. */
export interface Row {
  readonly name: string;
  readonly state: 'working' | 'done' | 'good' | 'warn' | 'bad' | 'absent';
  readonly pieces: readonly Piece[];
}

interface Server {
  running: number;
  doing: string;
  readonly ports: Map<number, 'asked' | 'open' | 'closed'>;
}

/** Follows a run: what each server is doing, and in the end how it is. Keeps state, draws nothing. */
export interface Rows {
  event(event: RunEvent): void;
  /** While the run goes on. */
  current(): readonly Row[];
  /** When it is judged. */
  settled(report: Report): readonly Row[];
}

export function createRows(): Rows {
  const servers = new Map<string, Server>();
  const at = (subject: Subject): Server | undefined => {
    const name = serverName(subject);
    if (name === undefined) return undefined;
    const known = servers.get(name) ?? { running: 0, doing: '', ports: new Map() };
    servers.set(name, known);
    return known;
  };
  return {
    event(event) {
      const subject = event.type === 'observed' ? event.observation.subject : event.subject;
      const server = at(subject);
      if (server === undefined) return;
      if (event.type === 'started') server.running++;
      else if (event.type === 'finished') server.running--;
      else if (event.type === 'observed') observe(server, event.observation);
      if (subject.kind === 'endpoint' && !server.ports.has(subject.port)) server.ports.set(subject.port, 'asked');
    },
    current: () =>
      [...servers].map(([name, server]) => ({
        name,
        state: server.running > 0 ? 'working' : 'done',
        pieces: [
          ...ports(server).map(
            ([port, state]): Piece => ({
              text: `${port}`,
              tone: state === 'open' ? 'plain' : 'dim',
            }),
          ),
          ...(server.running > 0 && server.doing !== '' ? [{ text: server.doing, tone: 'dim' as const }] : []),
        ],
      })),
    settled: (report) => [...servers].map(([name, server]) => settledRow(name, server, report)),
  };
}

function serverName(subject: Subject): string | undefined {
  if (subject.kind === 'here' || subject.kind === 'file') return undefined;
  const name = subject.kind === 'domain' || subject.kind === 'host' ? subject.name : subject.host;
  // Names out of DNS answers may hold anything, commands to a CI system among it.
  return name.replace(/[^\w.:-]/g, '?');
}

function observe(server: Server, { fact, subject, outcome }: Observation): void {
  server.doing = fact.startsWith('settings/')
    ? 'sources of settings'
    : fact.slice(fact.indexOf('/') + 1).replaceAll('-', ' ');
  if (subject.kind !== 'endpoint' || fact !== 'net/connect') return;
  if (outcome.status === 'observed') server.ports.set(subject.port, 'open');
  else if (server.ports.get(subject.port) !== 'open') server.ports.set(subject.port, 'closed');
}

const ports = ({ ports }: Server) => [...ports].sort(([a], [b]) => a - b);

function settledRow(name: string, server: Server, report: Report): Row {
  const own = report.findings.filter(({ subject }) => serverName(subject) === name);
  const severityAt = (port?: number): Severity | undefined =>
    worst(
      own
        .filter(({ subject }) => port === undefined || ('port' in subject && subject.port === port))
        .map(({ severity }) => severity),
    );
  const known = ports(server);
  const open = known.filter(([, state]) => state === 'open');
  const whole = toneOf(severityAt());
  // Of a run that ended early, what has no finding is not known to be good.
  const nothing = whole === 'good' && open.length === 0 && (known.length > 0 || report.interrupted !== undefined);
  return {
    name,
    state: nothing ? 'absent' : whole,
    pieces: open.map(([port]) => ({ text: `${port}`, tone: toneOf(severityAt(port)) })),
  };
}

const toneOf = (severity: Severity | undefined): 'good' | 'warn' | 'bad' =>
  severity === undefined || severity === 'notice' ? 'good' : atLeast(severity, 'error') ? 'bad' : 'warn';
