import { defineCommand } from './command.ts';
import { colorOption } from './shared-options.ts';

export const lab = defineCommand({
  name: 'lab',
  summary: 'start a small mail world on this machine, healthy or with a chosen fault',
  about:
    'Serves DNS, SMTP, IMAP and POP3 on loopback ports until Ctrl-C, and prints how to reach them. It is for trying and testing, not for use.',
  argument: { name: 'scenario', summary: 'the fault; healthy when left out', required: false },
  options: [{ flags: '--list', summary: 'list the scenarios', group: 'Output' }, colorOption],
  examples: [
    { line: 'mailcheck lab --list', says: 'all scenarios' },
    { line: 'mailcheck lab cert-expired', says: 'start one' },
    { line: 'mailcheck diagnose --lab cert-expired', says: 'start one, diagnose it, stop it' },
  ],
  ceiling: 'lookup',
});
