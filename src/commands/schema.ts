import { defineCommand } from './command.ts';

export const schema = defineCommand({
  name: 'schema',
  summary: 'print the JSON schema of the report, or of the file of profiles',
  argument: { name: 'what', summary: 'report (default) or profile', required: false },
  options: [],
  examples: [
    { line: 'mailcheck schema > report-1.json', says: 'for a validator' },
    { line: 'mailcheck schema profile > profile-1.json', says: 'for an editor that completes mailcheck.yaml' },
  ],
  ceiling: 'lookup',
});
