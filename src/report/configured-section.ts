import type { Configuration, ConfiguredServer } from '../model/configuration.ts';
import type { Report } from '../model/report.ts';
import { hostPort } from '../model/subject.ts';
import { columnsOf, padTo } from './columns.ts';
import { forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const margin = '   ';
const mostRows = 20;

/** What was read in a file, a server a row, so that what was misread is seen. Empty where no file was read. */
export function configuredSection({ evidence }: Report, style: Style): string {
  const servers = evidence.flatMap(({ fact, outcome }) =>
    fact === 'settings/configuration' && outcome.status === 'observed' ? (outcome.value as Configuration).servers : [],
  );
  if (servers.length === 0) return '';
  const rows = servers.slice(0, mostRows).map((one) => ({ name: forTerminal(nameOf(one)), says: says(one) }));
  const widest = Math.max(...rows.map(({ name }) => columnsOf(name)));
  const indent = ' '.repeat(margin.length + widest + 2);
  return [
    inkOf(style).bold('Read in it'),
    ...rows.map(
      ({ name, says: text }) =>
        `${margin}${padTo(name, widest)}  ${wrap(forTerminal(text), style.width - indent.length, indent)}`,
    ),
    ...(servers.length > mostRows ? [`${margin}and ${servers.length - mostRows} more`] : []),
  ].join('\n');
}

function nameOf({ type, host, port }: ConfiguredServer): string {
  const place = host === undefined ? 'a server that is named elsewhere' : host.value;
  return `${type.padEnd(4)} ${host === undefined || port === undefined ? place : hostPort(place, port.value)}`;
}

const modes: Readonly<Record<ConfiguredServer['security']['value'], string>> = {
  tls: 'SSL/TLS',
  starttls: 'STARTTLS',
  opportunistic: 'STARTTLS if it is offered',
  none: 'no encryption',
  unknown: 'encryption not said',
};

const places = { literal: 'in this file', command: 'a command', variable: 'a variable', file: 'another file' };

function says({ security, username, login, secret }: ConfiguredServer): string {
  const what = login?.value === 'access-token' ? 'token' : 'password';
  return [
    modes[security.value],
    ...(username === undefined ? [] : [`user ${username.value}`]),
    ...(login?.value === 'none' ? ['no login'] : secret === undefined ? [] : [`${what}: ${places[secret.value]}`]),
  ].join(', ');
}
