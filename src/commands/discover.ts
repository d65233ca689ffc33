import { defineCommand } from './command.ts';
import { colorOption, outputOptions } from './options.ts';

export const discover = defineCommand({
  name: 'discover',
  summary: 'read the mail settings that a file publishes for mail programs',
  about:
    'Reads an autoconfig file, a PACC configuration or an answer of Autodiscover, and shows its servers in order of preference, as they are typed into a mail program. What cannot be used is left out, each with the reason. Nothing is asked of any server.',
  argument: { name: 'address', summary: 'ann@example.org: whose user name is filled in', required: false },
  options: [
    {
      flags: '--from <file>',
      summary: 'the file: autoconfig XML (config-v1.1.xml), PACC JSON or Autodiscover XML',
      group: 'Target',
    },
    { flags: '--address <address>', summary: 'the same as the argument', group: 'Target' },
    ...outputOptions.filter(({ flags }) => flags.startsWith('--format')),
    colorOption,
  ],
  examples: [
    { line: 'mailcheck discover --from config-v1.1.xml --address ann@example.org', says: 'what the file says' },
    { line: 'mailcheck discover ann@example.org --from config-v1.1.xml --format json', says: 'for programs' },
  ],
  ceiling: 'lookup',
});
