import { textOrigins } from '../model/reading.ts';
import { defineCommand, type OptionData } from './command.ts';
import { colorOption } from './shared-options.ts';
import { parseOutput } from './values.ts';

const readingOptions: readonly OptionData[] = [
  { flags: '--protocol <name>', summary: 'what spoke', group: 'Target', choices: textOrigins },
  {
    flags: '--phase <word>',
    summary: 'when it was said: banner, ehlo, starttls, auth, mail, rcpt, data, select, append, …',
    group: 'Target',
  },
  { flags: '--provider <name>', summary: 'who said it: gmail, microsoft365, posteo.de, …', group: 'Target' },
  {
    flags: '--as <role>',
    summary: 'as what the server was used: to send your own mail, or to hand mail over to it',
    group: 'Target',
    choices: ['submission', 'relay'],
  },
  {
    flags: '--batch <file>',
    summary: 'read {id, protocol, phase, text} a line, write {id, cause, confidence, alternatives, extracted} a line',
    group: 'Target',
  },
];

export const explain = defineCommand({
  name: 'explain',
  summary: 'what a server reply, log, bounce, cause or finding means, and what to do',
  about:
    'Takes the text of a reply or an error message, a file with a log or a bounce (.eml), or - for standard input. ' +
    'A text that nobody can read is said to be unknown, with exit code 3.',
  argument: {
    name: 'what',
    summary: 'a text, a file, - for standard input, or the id of a cause or finding; without it, all ids are listed',
    required: false,
  },
  options: [
    ...readingOptions,
    {
      flags: '--format <format>',
      summary: 'text, json or ndjson',
      group: 'Output',
      list: true,
      parse: parseOutput,
      standard: 'text',
      env: 'MAILCHECK_FORMAT',
    },
    colorOption,
  ],
  examples: [
    { line: 'mailcheck explain "535 5.7.8 Error: authentication failed"', says: 'what a server said' },
    { line: 'mailcheck explain bounce.eml', says: 'why a message came back' },
    { line: 'tail -n 1000 /var/log/mail.log | mailcheck explain -', says: 'what goes wrong in a log, with counts' },
    { line: 'mailcheck explain cert-expired', says: 'the page of a cause' },
    { line: 'mailcheck explain', says: 'all ids' },
  ],
  ceiling: 'lookup',
});
