import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyBlockLists } from '../../src/lab/block-lists.ts';
import { type DnsServer, startDns } from '../../src/lab/servers/dns.ts';
import type { ListTally } from '../../src/model/listing.ts';
import type { Report } from '../../src/model/report.ts';
import { complaints, validator } from '../report/schema.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const event = validator('event');
let dns: DnsServer;

const count = 600;
const ips = Array.from({ length: count }, (_, n) => `198.51.${100 + (n >> 8)}.${n & 255}`);
const [listed, other] = [ips[7]!, ips[400]!];
const targets = join(folder, 'targets.txt');

beforeAll(async () => {
  const blockLists = emptyBlockLists();
  for (const ip of [listed, other]) blockLists['zen.spamhaus.org']![ip] = ['127.0.0.2'];
  blockLists['zen.spamhaus.org']![ips[9]!] = ['127.0.0.11'];
  dns = await startDns({ zone: { 'mail.example.net': { A: [listed] } }, faults: {}, blockLists }, { delayMs: 0 });
  writeFileSync(targets, `# addresses\n${ips.join('\n')}\n\n`);
});
afterAll(() => dns.close());

const args = (...more: string[]) => [
  ...['blacklist', '--resolver', `127.0.0.1:${dns.udpPort}`, '--allow-private', '--rate', 'none'],
  ...['--lists', 'zen.spamhaus.org,bl.spamcop.net,dbl.spamhaus.org', ...more],
];

interface Line {
  readonly type: string;
  readonly target?: string;
  readonly verdict?: string;
  readonly problem?: string;
  readonly report?: Report;
}
const linesOf = (stdout: string): Line[] =>
  stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
const tallyOf = (report: Report | undefined): ListTally => {
  const outcome = report?.evidence.find(({ fact }) => fact === 'blocklist/tally')?.outcome;
  if (outcome?.status !== 'observed') throw new Error('there is no tally');
  return outcome.value as ListTally;
};
const targetsIn = (lines: readonly Line[]) => lines.flatMap(({ target }) => target ?? []);

describe('many targets', () => {
  test('are told in the order of the file, a line each, and counted in the end', async () => {
    const ended = await built.call(args('--file', targets, '--format', 'ndjson'));
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    const lines = linesOf(ended.stdout);
    expect(targetsIn(lines)).toEqual(ips);
    for (const line of lines) expect(complaints(event, line)).toBe('');
    expect(lines.filter(({ verdict }) => verdict === 'listed').map(({ target }) => target)).toEqual([listed, other]);
    const { report } = lines.at(-1)!;
    expect(tallyOf(report)).toMatchObject({ grave: 2, policy: 1, clean: count - 3, examples: [listed, other] });
    expect(report?.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'blocklist/targets-listed grave',
      'blocklist/targets-listed policy',
    ]);
  });

  test('come as they are known where the order does not matter', async () => {
    const ended = await call(args('--file', targets, '--format', 'ndjson', '--unordered'));
    expect(targetsIn(linesOf(ended.stdout)).sort()).toEqual([...ips].sort());
  });

  test('are told to people where there is something to tell', async () => {
    const ended = await call(args('--file', targets));
    expect(ended.code).toBe(1);
    const lines = ended.stdout.split('\n');
    expect(lines.slice(0, 3).map((line) => line.split(/\s+/).slice(0, 2).join(' '))).toEqual([
      `${listed} listed`,
      `${ips[9]} policy`,
      `${other} listed`,
    ]);
    expect(lines[3]).toBe('Block lists on 600 targets: 2 listed where it matters.');
    expect(ended.stdout).toContain('Targets  2 listed where it matters · 1 policy · 597 not listed');
    const all = await call(args('--file', targets, '--verbose'));
    expect(all.stdout.split('\n').filter((line) => / clean$/.test(line))).toHaveLength(597);
    const quiet = await call(args('--file', targets, '--quiet'));
    expect(quiet.stdout).toBe('Block lists on 600 targets: 2 listed where it matters.\n');
  });

  test('may stand on standard input, be names, and be wrong', async () => {
    const input = [
      ...ips.slice(0, 30),
      ' 198.51.100.7 # twice',
      'foo bar',
      'x'.repeat(10_000),
      'MAIL.example.net.',
      '',
    ].join('\r\n');
    const ended = await built.call(args('--file', '-', '--format', 'ndjson'), { input });
    const lines = linesOf(ended.stdout).slice(30, -1);
    expect(lines.map(({ target, verdict }) => [target?.slice(0, 20), verdict])).toEqual([
      [listed, 'listed'],
      ['foo bar', 'unknown'],
      ['x'.repeat(20), 'unknown'],
      ['mail.example.net', 'clean'],
      [listed, 'listed'],
    ]);
    expect(lines[1]?.problem).toContain('neither an address nor a name');
    expect(tallyOf(linesOf(ended.stdout).at(-1)?.report)).toMatchObject({ grave: 3, notAsked: 2 });
  });

  test('that are few are a report', async () => {
    const few = join(folder, 'few.txt');
    writeFileSync(few, `${listed}\n${other}\n`);
    const ended = await call(args('--file', few, 'mail.example.net'));
    expect(ended.stdout).toContain('The sending address is on a block list');
    expect(ended.stdout).toContain('Ask to be removed at Spamhaus ZEN');
  });
});

describe('Ctrl-C', () => {
  /** Stops the run after some lines. */
  const interrupted = async (more: readonly string[]) => {
    let seen = 0;
    return built.call(args('--file', targets, '--format', 'ndjson', ...more), {
      onStdout(text, child) {
        const before = seen;
        seen += text.split('\n').length - 1;
        if (before < 40 && seen >= 40) child.kill('SIGINT');
      },
    });
  };

  test.each([[[]], [['--unordered']]])(
    'leaves a state to go on from %j: every target once, all of them counted',
    async (more) => {
      const state = join(folder, `state${more.length}.json`);
      const all = [...more, '--resume', state];
      const first = await interrupted(all);
      expect(first.code).toBe(130);
      expect(first.stderr).toContain('the same call goes on from there');
      const done = targetsIn(linesOf(first.stdout));
      expect(done.length).toBeGreaterThan(0);
      expect(done.length).toBeLessThan(count);
      expect(existsSync(state)).toBe(true);
      expect(linesOf(first.stdout).at(-1)?.report?.interrupted).toBe('signal');

      const second = await call(args('--file', targets, '--format', 'ndjson', ...all));
      expect(second.code).toBe(1);
      const rest = targetsIn(linesOf(second.stdout));
      expect([...done, ...rest].sort()).toEqual([...ips].sort());
      if (more.length === 0) expect([...done, ...rest]).toEqual(ips);
      expect(tallyOf(linesOf(second.stdout).at(-1)?.report)).toMatchObject({ grave: 2, policy: 1, clean: count - 3 });
      expect(existsSync(state)).toBe(false);
    },
  );

  test('without a state says how there would be one', async () => {
    const ended = await interrupted([]);
    expect(ended.code).toBe(130);
    expect(ended.stderr).toContain('With --resume FILE a run can be gone on with.');
  });

  test('is gone on from only by the same call', async () => {
    const state = join(folder, 'other.json');
    await interrupted(['--resume', state]);
    const ended = await call(args('--file', targets, '--resume', state, '--role', 'client'));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('this is the state of another run');
    expect(readFileSync(state, 'utf8')).toContain('mailcheck blacklist state 1');
  });
});

describe('what cannot be done is told before anything is asked', () => {
  test.each([
    ['a file that is not there', ['--file', '/nonexistent/ips'], 'there is no such file.'],
    ['a folder', ['--file', folder], 'this is a folder.'],
    ['a report on everything', ['--file', targets, '--format', 'json'], 'would hold all targets in memory.'],
    ['a state that is none', ['--file', targets, '--resume', targets], 'this is no state of a run.'],
    ['a state for nothing', [listed, '--resume', join(folder, 'x')], '--resume has no meaning without --file.'],
    [
      'the own address beside them',
      ['--file', targets, '--mine'],
      '--mine has no place in a run about so many targets.',
    ],
    ['order of nothing', [listed, '--unordered'], '--unordered has no meaning without --file.'],
  ])('%s', async (_, more, message) => {
    const asked = dns.counters.udp;
    const ended = await call(args(...more));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(dns.counters.udp).toBe(asked);
  });

  test('more than an operator allows in a day, unless that is wished for', { timeout: 60_000 }, async () => {
    const many = join(folder, 'many.txt');
    writeFileSync(many, Array.from({ length: 10_001 }, (_, n) => `8.8.${n >> 8}.${n & 255}`).join('\n'));
    const asked = dns.counters.udp;
    const quota = ['blacklist', '--resolver', `127.0.0.1:${dns.udpPort}`, '--lists', 'bl.nordspam.com', '--file', many];
    const ended = await call(quota);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('NordSpam Project allows 10,000 questions a day, and this run has 10,001.');
    expect(ended.stderr).toContain('--yes');
    expect(dns.counters.udp).toBe(asked);

    const wished = await call([...quota, '--yes', '--deadline', '300ms']);
    expect(wished.code).toBe(3);
    expect(wished.stderr).toContain('10,001 targets at lists of 1 operator: 10,001 questions, at least 33 min.');
    expect(wished.stderr).toMatch(/of 10,001 targets are done/);
    // No more than the pace allows: what may go at once, then five a second.
    expect(dns.counters.udp - asked).toBeLessThan(60);
  });
});
