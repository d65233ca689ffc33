import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Answer, hasTerminals, atTerminal as typeAt } from './at-terminal.ts';
import { builtCommandLine } from './command-line.ts';

const { bin, folder } = builtCommandLine();

const atTerminal = (args: string, answers: readonly Answer[] = []) => typeAt(bin, args, answers);

/** Nobody answers there, so every run ends at once. */
const nowhere = '--resolver 127.0.0.1:1 --deadline 5s';

describe.skipIf(!hasTerminals)('at a terminal', () => {
  test('one server is followed in one line that settles into the result', async () => {
    const { code, screen } = await atTerminal('imap --lab healthy');
    expect(code).toBe(0);
    expect(screen).toMatch(/⠋.* mail\.lab\.test/);
    expect(screen).toMatch(/✓.* mail\.lab\.test/);
    expect(screen.indexOf('✓')).toBeLessThan(screen.indexOf('healthy'));
    expect(screen.lastIndexOf('\x1b[?25h')).toBeGreaterThan(screen.lastIndexOf('\x1b[?25l'));
  });

  test('several servers have a line each', async () => {
    const { code, screen } = await atTerminal('diagnose --lab bad-credentials');
    expect(code).toBe(1);
    expect(screen).toMatch(/✗.* mail\.lab\.test/);
    expect(screen.lastIndexOf('\x1b[?25h')).toBeGreaterThan(screen.lastIndexOf('\x1b[?25l'));
  });

  test.each(['--quiet', '--format json'])('nothing moves with %s', async (option) => {
    const { screen } = await atTerminal(`imap --lab healthy ${option}`);
    expect(screen).not.toContain('⠋');
  });

  test('what is missing is asked for, and the password is not shown', async () => {
    const { code, screen } = await atTerminal(`diagnose ${nowhere}`, [
      ['Which mail address does not work?', 'ann@example.org\r'],
      ['What is wrong?', '\r'],
      ['Password of ann@example.org', 'hunter2secret\r'],
    ]);
    expect(screen).toContain('Mail for ann@example.org');
    expect(screen).not.toContain('hunter2');
    expect([1, 3]).toContain(code);
  });

  test('a file is replaced after a yes, and only then', async () => {
    const file = join(folder, 'msmtprc');
    const args = `export msmtp --address ann@example.org --smtp smtp.example.org --no-probe --output ${file}`;
    writeFileSync(file, 'mine');
    const no = await atTerminal(args, [['Replace it?', 'n\r']]);
    expect([no.code, readFileSync(file, 'utf8')]).toEqual([2, 'mine']);
    const yes = await atTerminal(args, [['Replace it?', 'y\r']]);
    expect(yes.code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('account example');
  });

  test('--no-input asks nothing', async () => {
    const { code, screen } = await atTerminal(`imap 127.0.0.1:1 --user ann --no-input`);
    expect(code).toBe(2);
    expect(screen).toContain('nobody can be asked for it here.');
  });

  test('Ctrl-C at a question ends with 130 and without a word', async () => {
    const { code, screen } = await atTerminal('imap 127.0.0.1:1 --user ann', [['Password of ann', '\x03']]);
    expect(code).toBe(130);
    expect(screen).not.toContain('mailcheck:');
  });

  test('Ctrl-C during a run ends with what is known and gives the cursor back', async () => {
    const { code, screen } = await atTerminal('smtp --lab port-blocked-here', [['465', '\x03']]);
    expect(code).toBe(130);
    expect(screen).toContain('The run ended early');
    expect(screen.lastIndexOf('\x1b[?25h')).toBeGreaterThan(screen.lastIndexOf('\x1b[?25l'));
  });
});
