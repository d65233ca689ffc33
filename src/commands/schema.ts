import { defineCommand } from './command.ts';

export const schema = defineCommand({
  name: 'schema',
  summary: 'print the JSON schema of the report',
  options: [],
  examples: [{ line: 'mailcheck schema > report-1.json', says: 'for a validator' }],
  ceiling: 'lookup',
});
