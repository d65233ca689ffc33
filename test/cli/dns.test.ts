import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);

describe('mailcheck dns', { timeout: 60_000 }, () => {
  test('shows the records, and ends with 0 when nothing is wrong', async () => {
    const { code, stdout, stderr } = await built.call(['dns', '--lab', 'healthy']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Mail for lab.test: healthy. Nothing is wrong with what was tested.');
    expect(stdout).toContain('\nRecords\n');
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    // Nobody hears of what the organisational domain needs who does not ask for it.
    expect(stdout).toContain('aligned: anything in lab.test');
  });

  test('takes selectors and addresses, and ends with 1 when something is wrong', async () => {
    const { code, stdout } = await call([
      'dns',
      '--lab',
      'healthy',
      '--selector',
      'gone',
      '--sending-ip',
      '198.51.100.9',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('SPF does not allow the sending address');
    expect(stdout).toContain('gone._domainkey.lab.test');
  });

  test('reads the selectors of a message', async () => {
    const file = join(folder, 'sent.eml');
    writeFileSync(
      file,
      'DKIM-Signature: v=1; a=rsa-sha256; d=lab.test; s=mail; b=x\r\nFrom: ann@lab.test\r\n\r\nHello\r\n',
    );
    const { code, stdout } = await call(['dns', '--lab', 'healthy', '--message', file, '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).target.records.selectors).toEqual([
      { selector: 'mail', domain: 'lab.test', source: 'message' },
    ]);
  });

  test('--no-connect connects to nobody', async () => {
    const { code, stdout } = await call(['dns', '--lab', 'healthy', '--no-connect', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).timing.connections).toBe(0);
  });

  test('--generate prints zone lines, and the verdict apart', async () => {
    const { code, stdout, stderr } = await built.call(['dns', '--lab', 'spf-fail', '--generate']);
    expect(code).toBe(1);
    expect(stdout).toContain('lab.test. 3600 IN TXT "v=spf1 mx ip4:198.51.100.25 -all"');
    expect(stdout.split('\n').every((line) => line === '' || /^(?:; |[a-z0-9._-]+\. 3600 IN [A-Z]+ )/.test(line))).toBe(
      true,
    );
    expect(stderr).toBe('Mail for lab.test: broken. 1 cause explains 1 of 1 finding.\n');
  });

  test('evidence of records can be kept, judged again, and made into a zone', async () => {
    const file = join(folder, 'evidence.json');
    const first = await call(['dns', '--lab', 'spf-permerror', '--save', file]);
    const again = await call(['dns', '--replay', file]);
    expect(again).toEqual(first);
    expect(again.stdout).toContain('include:_spf.office.test');
    expect((await call(['dns', '--replay', file, '--generate'])).stdout).toContain(
      '; SPF: It needs more than 10 lookups (12)',
    );
    const other = join(folder, 'other.json');
    writeFileSync(
      other,
      JSON.stringify({
        ...JSON.parse(readFileSync(file, 'utf8')),
        target: { servers: [], protocols: [], ceiling: 'lookup', survey: false },
      }),
    );
    expect(await call(['dns', '--replay', other, '--generate'])).toMatchObject({ code: 2, stdout: '' });
  });

  test.each([
    [['dns'], 'the domain is missing'],
    [['dns', '192.0.2.1'], 'is not a domain'],
    [['dns', 'example.org', '--selector', 'a b'], '--selector "a b": this is not a selector.'],
    [['dns', 'example.org', '--sending-ip', 'x'], '--sending-ip "x": this is not an IP address.'],
    [['dns', 'example.org', '--message', '/nowhere'], 'there is no such file'],
    [['dns', '--lab', 'healthy', '--generate', '--format', 'json'], '--generate'],
  ])('%j is refused', async (args, problem) => {
    const { code, stdout, stderr } = await call(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(problem);
  });
});
