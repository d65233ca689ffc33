import type { ClientAtServer, ClientReport, ClientState, Obstacle } from '../model/client-report.ts';
import type { Report } from '../model/report.ts';
import { forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const margin = '   ';

/**
 * Mail programs that cannot use the servers, by what is in the way; where more is wanted, those that can, and those of
 * which it is not known. Empty where there is nothing to tell.
 */
export function clientsSection({ clients = [] }: Report, style: Style): string {
  const blocks = [...refusedBy(clients)].map(([hosts, groups]) =>
    [
      inkOf(style).bold(forTerminal(`Mail programs that cannot use ${hosts}`)),
      ...[...groups].map(([text, programs]) => group(text, programs, style)),
    ].join('\n'),
  );
  return [...blocks, ...(style.verbose ? othersIn(clients, style) : [])].join('\n\n');
}

/** By hosts, then by obstacle: name and fix of each program. */
function refusedBy(clients: readonly ClientReport[]): Map<string, Map<string, string[]>> {
  const blocks = new Map<string, Map<string, string[]>>();
  for (const { name, servers } of clients) {
    for (const [obstacle, at] of obstaclesOf(servers)) {
      const hosts = [...new Set(at.map(({ host }) => host))].join(' and ');
      const where = at.length === servers.length ? '' : ` (${at.map(({ type }) => type.toUpperCase()).join(', ')})`;
      const groups = blocks.get(hosts) ?? new Map<string, string[]>();
      const programs = groups.get(obstacle.text) ?? [];
      blocks.set(hosts, groups.set(obstacle.text, [...programs, `${name}${where}. ${obstacle.fix}`]));
    }
  }
  return blocks;
}

/** Each obstacle once, with the servers where it is. */
function obstaclesOf(servers: readonly ClientAtServer[]): [Obstacle, ClientAtServer[]][] {
  const found = new Map<string, [Obstacle, ClientAtServer[]]>();
  for (const server of servers) {
    for (const obstacle of server.obstacles) {
      const known = found.get(obstacle.text);
      if (known === undefined) found.set(obstacle.text, [obstacle, [server]]);
      else known[1].push(server);
    }
  }
  return [...found.values()];
}

function group(text: string, programs: readonly string[], style: Style): string {
  const head = `${text.charAt(0).toUpperCase()}${text.slice(1)}:`;
  return [`${margin}${wrap(forTerminal(head), style.width - 3, margin)}`, ...bullets(programs, style)].join('\n');
}

const bullets = (texts: readonly string[], style: Style): string[] =>
  texts.map((one) => `${margin}- ${wrap(forTerminal(one), style.width - 5, `${margin}  `)}`);

const titles: Readonly<Record<Exclude<ClientState, 'cannot'>, string>> = {
  can: 'Mail programs that can use these servers',
  unknown: 'Mail programs of which it is not known',
};

function othersIn(clients: readonly ClientReport[], style: Style): string[] {
  const stateOf = ({ servers }: ClientReport): ClientState => {
    const states = servers.map(({ state }) => state);
    return (['cannot', 'unknown'] as const).find((state) => states.includes(state)) ?? 'can';
  };
  return (['can', 'unknown'] as const).flatMap((state) => {
    const names = clients.flatMap((one) => (stateOf(one) === state ? one.name : []));
    if (names.length === 0) return [];
    return [[inkOf(style).bold(titles[state]), ...bullets(names, style)].join('\n')];
  });
}
