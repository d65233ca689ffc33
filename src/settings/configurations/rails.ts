import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { ConfigurationRemark, ConfiguredServer } from '../../model/configuration.ts';
import { isTooDeep } from '../yaml-depth.ts';
import { readGitlab } from './gitlab.ts';
import { isInComment, type Pair, pairsAt } from './literals.ts';
import { lineAt, type Read, ServerReading } from './reading.ts';
import { readSmtpSettings } from './smtp-settings.ts';
import { quick } from './yaml.ts';

const mostSettings = 20;

/** smtp_settings of Action Mailer, wherever they stand in a Ruby file or in YAML (Redmine), and those of gitlab.rb. */
export function readRails(text: string): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  const elsewhere: ConfiguredServer[] = [];
  for (const found of [...text.matchAll(/\bsmtp_settings\s*(?:=|\(|:)\s*(?=(\S))/g)].slice(0, mostSettings)) {
    const from = found.index + found[0].length;
    if (isInComment(text, found.index)) continue;
    if (found[1] === '{') {
      const { server, remarks: told } = readSmtpSettings(pairsAt(text, from), lineAt(text, from));
      servers.push(server);
      remarks.push(...told);
    } else if (/=\s*$/.test(found[0])) {
      // There is a server, and nobody can tell which.
      elsewhere.push(new ServerReading('smtp', lineAt(text, found.index)).read({ value: 'unknown' }));
    }
  }
  const others = [readGitlab(text), ...(/^[ \t]*smtp_settings:[ \t]*(?:#.*)?$/m.test(text) ? [readYaml(text)] : [])];
  return {
    servers: [...(servers.length === 0 ? elsewhere : servers), ...others.flatMap((one) => one.servers)],
    remarks: [...remarks, ...others.flatMap((one) => one.remarks)],
  };
}

const deepest = 6;

/** `smtp_settings:` of each environment of a YAML file. */
function readYaml(text: string): Read {
  if (isTooDeep(text)) return { servers: [], remarks: [] };
  const counter = new LineCounter();
  const reads: ReturnType<typeof readSmtpSettings>[] = [];
  const lineOf = (range: readonly number[] | null | undefined): number => counter.linePos(range?.[0] ?? 0).line;
  const walk = (node: unknown, depth: number): void => {
    if (!isMap(node) || depth > deepest || reads.length >= mostSettings) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      if (`${key.value}` !== 'smtp_settings' || !isMap(value)) {
        walk(value, depth + 1);
        continue;
      }
      const pairs = value.items.flatMap((item): Pair[] => {
        if (!isScalar(item.key) || !isScalar(item.value)) return [];
        const written = `${item.value.value ?? ''}`.replace(/^:(?=\w)/, '');
        return [
          {
            key: `${item.key.value}`,
            value: written,
            line: lineOf(item.key.range),
            isLiteral: !/<%|\$\{/.test(written),
          },
        ];
      });
      reads.push(readSmtpSettings(pairs, lineOf(key.range)));
    }
  };
  walk(parseDocument(text, { lineCounter: counter, ...quick }).contents, 0);
  return { servers: reads.map(({ server }) => server), remarks: reads.flatMap(({ remarks }) => remarks) };
}
