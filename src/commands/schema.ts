import { defineCommand } from './command.ts';

export const schema = defineCommand({
  name: 'schema',
  summary: 'print the JSON schema of the report, of the file of profiles, or of an explained text',
  argument: { name: 'what', summary: 'report (default), profile or explained', required: false },
  options: [],
  examples: [
    { line: 'mailcheck schema > report-1.json', says: 'for a validator' },
    { line: 'mailcheck schema profile > profile-1.json', says: 'for an editor that completes mailcheck.yaml' },
    { line: 'mailcheck schema explained > explained-1.json', says: 'for what explain writes' },
  ],
  ceiling: 'lookup',
});
