import { defineCommand, type OptionData } from './command.ts';
import { labOption, networkOptions, outputOptions, profileOptions } from './shared-options.ts';
import { parseRate, parseWords } from './values.ts';

const listOptions: readonly OptionData[] = [
  {
    flags: '--file <file>',
    summary: 'addresses and names from a file, one a line; - is standard input',
    group: 'Target',
  },
  {
    flags: '--mine',
    summary: 'find the public address of this machine and ask about it; asks OpenDNS and Google who is asking',
    group: 'Target',
  },
  {
    flags: '--ask <server>',
    summary: 'with --mine: find the address in the EHLO reply of this mail server instead, HOST or HOST:PORT',
    group: 'Target',
  },
  {
    flags: '--role <role>',
    summary: 'what the addresses are: lists of end-user ranges mean nothing bad for a client',
    group: 'Target',
    choices: ['mail-server', 'client'],
    standard: 'mail-server for what was found by a name; for an address both are told',
  },
  {
    flags: '--lists <lists>',
    summary: 'default, all, or zones, separated by commas',
    group: 'Lists',
    parse: parseWords,
    standard: 'default',
    env: 'MAILCHECK_LISTS',
  },
  {
    flags: '--lists-info',
    summary: 'show the lists that are known, and those that are refused, and why',
    group: 'Lists',
  },
  {
    flags: '--key <list=source>',
    summary: 'key for lists of customers: spamhaus=env:NAME or spamhaus=file:PATH; also abusix, trendmicro',
    group: 'Lists',
    list: true,
    standard: 'the variables MAILCHECK_DNSBL_KEY_SPAMHAUS, _ABUSIX, _TRENDMICRO',
  },
  {
    flags: '--rate <number>',
    summary: 'questions a second to one operator; none for a server of your own',
    group: 'Lists',
    parse: parseRate,
    standard: "5, or the operator's own limit",
  },
  {
    flags: '--unordered',
    summary: 'many targets: print each when it is known, not in the order of the file',
    group: 'Output',
  },
  {
    flags: '--resume <file>',
    summary: 'many targets: keep the state here, and go on from it after Ctrl-C',
    group: 'Output',
  },
  { flags: '--yes', summary: 'many targets: go on where operators allow fewer questions a day', group: 'Output' },
];

/** Options about servers that nobody connects to here. */
const unused = ['--ca', '--control'];

export const blacklist = defineCommand({
  name: 'blacklist',
  summary: 'is an address, host or domain on a DNS block list, what does that mean, and how does it get off',
  about:
    'Asks DNS block lists about addresses, and about the mail servers and the name of each host or domain. A list counts only when its test entries prove it sound in this run; one that refuses, is dead, or answers everything is unknown, never clean and never a listing. Private addresses are refused without --allow-private.',
  argument: { name: 'target', summary: 'IP addresses, hosts, domains', required: false, list: true },
  options: [
    ...listOptions,
    ...profileOptions,
    labOption,
    ...networkOptions.filter(({ flags }) => !unused.includes(flags.split(' ')[0] as string)),
    ...outputOptions,
  ],
  examples: [
    { line: 'mailcheck blacklist 192.0.2.1', says: 'one address at the usual lists' },
    { line: 'mailcheck blacklist example.org', says: 'the domain, its mail servers and its own address' },
    { line: 'mailcheck blacklist --mine', says: 'the public address of this machine' },
    { line: 'mailcheck blacklist 192.0.2.1 --key spamhaus=file:dqs.key', says: 'through your own Spamhaus key' },
    {
      line: 'mailcheck blacklist --file ips.txt --format ndjson --resume state.json',
      says: 'many, to be gone on with',
    },
    { line: 'mailcheck blacklist --lab ip-blacklisted', says: 'see it work, without any network' },
  ],
  ceiling: 'connect',
  wishes: (_, options) => ({
    what: undefined,
    kind: 'lists',
    protocols: [],
    ceiling: options.ask === undefined ? 'lookup' : 'connect',
    blocklists: true,
    blacklist: {
      subjects: options.targets ?? [],
      lists: options.lists ?? ['default'],
      role: options.role,
      mine: options.mine,
      ask: options.ask,
    },
  }),
});
