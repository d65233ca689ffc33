import type { Pair } from './literals.ts';
import { numbered, type Read } from './reading.ts';
import { readSmtpSettings } from './smtp-settings.ts';

/**
 * gitlab.rb of GitLab's packages: `gitlab_rails['smtp_address'] = 'HOST'`.
 * @param above lines that stand before the text
 */
export function readGitlab(text: string, above = 0): Read {
  const pairs = numbered(text).flatMap(({ text: one, line }): Pair[] => {
    const [, key, rest = ''] = /^\s*gitlab_rails\[['"]smtp_(\w+)['"]\]\s*=\s*(.*)$/.exec(one) ?? [];
    if (key === undefined) return [];
    const [whole, double, single, word] =
      /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(true|false|nil|\d+))\s*(?:[#;].*)?$/.exec(rest) ?? [];
    const quoted = double ?? single;
    const isFilled = double?.includes('#{') === true || quoted?.includes('${') === true;
    const isLiteral = whole !== undefined && !isFilled;
    return [{ key, value: quoted ?? word ?? rest, line: line + above, isLiteral }];
  });
  const enabled = pairs.findLast(({ key }) => key === 'enable');
  const begin = pairs.find(({ key }) => key === 'address');
  if (begin === undefined || enabled?.value === 'false') return { servers: [], remarks: [] };
  const { server, remarks } = readSmtpSettings(pairs, begin.line);
  return { servers: [server], remarks };
}
