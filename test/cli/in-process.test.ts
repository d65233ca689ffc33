import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const call = inProcess(built);

describe('a call in a process that goes on', () => {
  test.each([
    [['--version']],
    [[]],
    [['--help']],
    [['help', 'smtp']],
    [['diagnose', '--help']],
    [['diagnos']],
    [['imap', '--passwrd', 'x']],
    [['explain', 'no-such-id']],
    [['schema', 'profile']],
    [['lab', '--list']],
    [['blacklist', '--lists-info', '--lists', 'zen.spamhaus.org']],
    [['imap', '127.0.0.1:1', '--user', 'ann']],
    [['dns', '--replay', '/nonexistent']],
  ])('answers what the program says and ends with: %j', async (args) => {
    expect(await call(args)).toEqual(await built.call(args));
  });

  test('leaves nothing open, and the environment alone', async () => {
    const env = { ...process.env };
    for (const scenario of ['healthy', 'port-blocked-here']) {
      const ended = await call(['diagnose', '--lab', scenario, '--quiet', '--fail-on', 'never', '--deadline', '2s']);
      expect(ended.stdout).toContain('Mail for ann@lab.test');
    }
    // What is closed is gone some turns of the event loop later.
    const isOpen = () => process.getActiveResourcesInfo().filter((one) => one !== 'PipeWrap');
    for (let turn = 0; turn < 100 && isOpen().length > 0; turn++) await setImmediate();
    expect(isOpen()).toEqual([]);
    expect({ ...process.env }).toEqual(env);
  });

  test('knows no secret of another call', async () => {
    const args = ['imap', '127.0.0.1:1', '--user', 'ann', '--fail-on', 'never'];
    const first = await call([...args, '--password-env', 'MINE'], { env: { MINE: '127.0.0.1' } });
    const second = await call([...args, '--password-env', 'MINE'], { env: { MINE: 'hunter2secret' } });
    expect(first.stdout).toContain('Mail for [secret]');
    expect(second.stdout).toContain('Mail for 127.0.0.1:1');
  });

  test('is not disturbed by one beside it', async () => {
    const args = (scenario: string) => ['diagnose', '--lab', scenario, '--quiet'];
    const scenarios = ['healthy', 'bad-credentials', 'cert-expired'];
    const alone = [];
    for (const one of scenarios) alone.push(await call(args(one)));
    expect(await Promise.all(scenarios.map((one) => call(args(one))))).toEqual(alone);
    expect(alone.map(({ code }) => code)).toEqual([0, 1, 1]);
  });
});
