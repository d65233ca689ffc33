import { configurationFormats } from '../model/configuration.ts';
import { defineCommand } from './command.ts';
import { labOption, networkOptions, outputOptions } from './shared-options.ts';

export const lint = defineCommand({
  name: 'lint',
  summary: 'judge the settings of a mail client, a framework or a relay as a file has them',
  about:
    'Reads host, port, security and account, and never keeps a secret, only the line that it is in. Nothing is connected to without --probe; nobody logs in. The format is told by the content and the name of the file: each that export writes, and prefs.js of Thunderbird, variables in YAML (docker compose, Kubernetes, Discourse), gitlab.rb, URLs and zone files as well.',
  argument: { name: 'file', summary: 'a file, or - for standard input', required: true },
  options: [
    {
      flags: '--client <format>',
      summary: 'whose file it is, where that cannot be told',
      group: 'Target',
      choices: configurationFormats,
    },
    { flags: '--probe', summary: 'connect to the servers as well', group: 'Target' },
    labOption,
    ...networkOptions,
    ...outputOptions,
  ],
  examples: [
    { line: 'mailcheck lint ~/.msmtprc', says: 'what is wrong with it, line by line' },
    { line: 'mailcheck lint .env --probe', says: 'and do its servers answer as it says?' },
    { line: 'mailcheck lint settings.py --format json --fail-on warning', says: 'in a CI job' },
    { line: 'mailcheck export msmtp --lab healthy | mailcheck lint -', says: 'see it work, without any network' },
  ],
  ceiling: 'connect',
  wishes: (argument, options) => ({
    what: undefined,
    kind: 'server',
    protocols: ['imap', 'pop3', 'smtp'],
    ceiling: options.probe === true ? 'connect' : 'lookup',
    stopAfter: 'capabilities',
    file: argument,
  }),
});
