import { defineCommand } from './command.ts';
import { colorOption } from './options.ts';

export const explain = defineCommand({
  name: 'explain',
  summary: 'what a cause or a finding means, and what to do',
  argument: { name: 'id', summary: 'id of a cause or a finding; without it, all ids are listed', required: false },
  options: [colorOption],
  examples: [
    { line: 'mailcheck explain cert-expired', says: 'the page of a cause' },
    { line: 'mailcheck explain', says: 'all ids' },
  ],
  ceiling: 'lookup',
});
