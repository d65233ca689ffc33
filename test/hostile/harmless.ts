import { expect } from 'vitest';

/** What terminals obey or hide: everything below space but LF, DEL, C1, changes of direction, what has no width. */
export const obeyed =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff]|\udb40[\udc00-\udfff]/;
/** Colours that mailcheck itself uses. */
const ownColours = /\x1b\[(?:1|2|22|31|32|33|36|39)m/g;

const githubCommands = [
  ...['notice', 'warning', 'error', 'debug', 'group', 'endgroup', 'echo', 'set-env', 'set-output', 'save-state'],
  ...['add-path', 'add-mask', 'add-matcher', 'remove-matcher', 'stop-commands', 'internal-set-repo-path'],
];

/** What CI systems would obey; after actions/runner ActionCommand.cs and the documents of Azure, TeamCity and GitLab. */
export function commandsIn(output: string): string[] {
  return output.split(/\r\n|[\r\n]/).filter((line) => {
    const trimmed = line.replace(/^[\s\u0085\u180e]+/, '');
    const name = /^::([^\s:]+)/.exec(trimmed)?.[1] ?? '';
    const isNew = githubCommands.includes(name.toLowerCase()) && trimmed.indexOf('::', 2) > 0;
    return isNew || /##(?:\[|vso\[|teamcity\[)/i.test(line) || /section_(?:start|end):\d+:[^\r]*\r\x1b\[0K/.test(line);
  });
}

/** @param colour - mailcheck's own colours may be in it */
export function expectHarmless(output: string, colour = false): void {
  const shown = colour ? output.replace(ownColours, '') : output;
  expect(obeyed.exec(shown)).toBeNull();
  expect(Buffer.from(output, 'utf8').toString('utf8')).toBe(output);
  expect(commandsIn(colour ? shown : output)).toEqual([]);
}
