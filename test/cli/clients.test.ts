import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { validator } from '../report/schema.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const title = 'Mail programs that cannot use mail.lab.test';

describe('what mail programs a server leaves out', { timeout: 60_000 }, () => {
  test('stands in the report of tls, and costs no verdict', async () => {
    const { code, stdout } = await built.call(['tls', '--lab', 'healthy']);
    expect(code).toBe(0);
    expect(stdout).toContain(`${title}\n   The server takes TLS 1.2 and 1.3, the program offers TLS 1.0 only:\n   - `);
    expect(stdout).toContain('- Outlook on Windows 7, as installed. Install KB3140245');
    expect(stdout).not.toContain('Thunderbird 78');
  });

  test('with all others where more is wanted', async () => {
    const { stdout } = await call(['tls', '--lab', 'healthy', '--verbose']);
    expect(stdout).toMatch(
      /\nMail programs that can use these servers\n(?: {3}- .*\n)* {3}- Thunderbird 78 and later\n/,
    );
    expect(stdout).toMatch(/\nMail programs of which it is not known\n {3}- Outlook 2016 and older\n/);
  });

  test('for programs as JSON, again from saved evidence', async () => {
    const saved = join(folder, 'tls.json');
    const { stdout } = await call(['tls', '--lab', 'healthy', '--format', 'json', '--save', saved]);
    const report = JSON.parse(stdout) as Report;
    expect(validator()(report)).toBe(true);
    const refused = (of: Report) =>
      of.clients?.filter(({ servers }) => servers.some(({ state }) => state === 'cannot')).map(({ id }) => id);
    expect(refused(report)).toEqual([
      'outlook-express',
      'outlook-windows-7',
      'apple-mail-10.11',
      'android-4',
      'printer-2016',
    ]);
    const again = JSON.parse((await call(['tls', '--replay', saved, '--format', 'json'])).stdout) as Report;
    expect(again.clients).toEqual(report.clients);
  });

  test.each([
    ['diagnose', 'healthy'],
    ['discover', 'healthy'],
  ])('%s does not try what TLS is taken, and tells of nobody', async (command, scenario) => {
    const { stdout } = await call([command, '--lab', scenario, '--format', 'json']);
    const { clients = [], evidence } = JSON.parse(stdout) as Report;
    expect(evidence.filter(({ fact }) => fact.startsWith('tls/takes-'))).toEqual([]);
    const states = clients.flatMap(({ servers }) => servers.map(({ state }) => state));
    expect(new Set(states)).toEqual(new Set(['can', 'unknown']));
  });
});
