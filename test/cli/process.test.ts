import { spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { builtCommandLine } from './command-line.ts';

const { bin, call, folder, packagesIn, sourcesIn } = builtCommandLine();

/** Port 25 is silent: the run waits for it long after everything else is known. */
const waits = ['diagnose', '--lab', 'port-blocked-here'];

describe('Ctrl-C', () => {
  test('ends the run, which tells what it knows, with 130', async () => {
    let seen = '';
    const ended = await call([...waits, '--format', 'ndjson'], {
      onStdout(text, child) {
        const before = seen;
        seen += text;
        if (/"auth\/login"/.test(seen) && !/"auth\/login"/.test(before)) child.kill('SIGINT');
      },
    });
    expect(ended).toMatchObject({ code: 130, signal: null, stderr: '' });
    const last = JSON.parse(ended.stdout.trimEnd().split('\n').at(-1) ?? '') as { type: string; report: Report };
    expect(last).toMatchObject({ type: 'report', report: { interrupted: 'signal' } });
    expect(
      last.report.evidence.some(({ fact, outcome }) => fact === 'tls/session' && outcome.status === 'observed'),
    ).toBe(true);
    expect(last.report.notTested.some(({ because }) => because === 'interrupted')).toBe(true);
  });

  test('writes the files that were asked for as well', async () => {
    const [saved, report] = [join(folder, 'interrupted.json'), join(folder, 'interrupted-report.json')];
    const ended = await call([...waits, '--verbose', '--save', saved, '--format', `json=${report}`], {
      nodeArguments: ['--import', interruptAtLogin()],
    });
    expect(ended.code).toBe(130);
    expect(ended.stdout).toContain('The run ended early');
    expect((JSON.parse(readFileSync(report, 'utf8')) as Report).interrupted).toBe('signal');
    expect((await call(['diagnose', '--replay', saved, '--quiet'])).stdout).toMatch(/^Mail for ann@lab\.test: /);
  });

  test('twice ends the program at once', async () => {
    const ended = await call([...waits, '--format', 'ndjson'], {
      onStdout(_, child) {
        child.kill('SIGINT');
        child.kill('SIGINT');
      },
      nodeArguments: ['--import', stubborn()],
    });
    expect(ended.code).toBe(130);
    expect(ended.stdout).not.toContain('"type":"report"');
  });

  test.each([
    ['discover', ['discover', '--from']],
    ['lint', ['lint']],
    ['explain', ['explain']],
    ['a replay', ['diagnose', '--replay']],
  ])('while a pipe is waited for ends %s with 130', async (name, args) => {
    const pipe = join(folder, `pipe-${name.replace(' ', '-')}`);
    spawnSync('mkfifo', [pipe]);
    const ended = await call([...args, pipe], { nodeArguments: ['--import', interruptAtPipe()] });
    expect(ended).toMatchObject({ code: 130, signal: null, stdout: '' });
  });

  test('while the password is waited for ends the program with 130', async () => {
    const ended = await call(['imap', 'imap.example.org', '--user', 'ann', '--password-command', 'sleep 20'], {
      nodeArguments: ['--import', interruptSoon()],
    });
    expect(ended).toMatchObject({ code: 130, stdout: '' });
  });

  test('ends the lab, which leaves nothing behind', async () => {
    let directions = '';
    const ended = await call(['lab', 'cert-expired'], {
      onStdout(text, child) {
        directions += text;
        if (directions.includes('Ctrl-C ends it.')) child.kill('SIGINT');
      },
    });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('mailcheck diagnose --lab cert-expired');
    const file = /Password {3}in (\S+)/.exec(ended.stdout)?.[1] ?? '';
    expect(file).toMatch(/password$/);
    expect(existsSync(file)).toBe(false);
  });
});

/** Modules that are loaded before the program, for what cannot be timed from outside. */
function preload(name: string, source: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
}

const interruptAtLogin = () =>
  preload(
    'interrupt-at-login',
    `const write = process.stderr.write.bind(process.stderr);
     let sent = false;
     process.stderr.write = (text, ...more) => {
       if (!sent && String(text).includes('auth/login')) { sent = true; process.kill(process.pid, 'SIGINT'); }
       return write(text, ...more);
     };`,
  );

const interruptSoon = () =>
  preload(
    'interrupt-soon',
    `import { ChildProcess } from 'node:child_process';
     const spawn = ChildProcess.prototype.spawn;
     ChildProcess.prototype.spawn = function (...given) {
       setImmediate(() => process.kill(process.pid, 'SIGINT'));
       return spawn.apply(this, given);
     };`,
  );

const interruptAtPipe = () =>
  preload(
    'interrupt-at-pipe',
    `import fs from 'node:fs/promises';
     import { syncBuiltinESMExports } from 'node:module';
     const { open } = fs;
     fs.open = (path, ...more) => {
       if (String(path).includes('pipe-')) setImmediate(() => process.kill(process.pid, 'SIGINT'));
       return open(path, ...more);
     };
     syncBuiltinESMExports();`,
  );

/** A run that never notices the first Ctrl-C. */
const stubborn = () => preload('stubborn', 'AbortController.prototype.abort = () => {};');

describe('a closed standard output', () => {
  test('ends the program early and without a word', async () => {
    const ended = await call([...waits, '--format', 'ndjson'], { onStdout: (_, child) => child.closeStdout() });
    expect(ended).toMatchObject({ signal: null, stderr: '' });
    expect(ended.code).toBe(3);
  });

  test('before the report leaves the exit code to what was found', async () => {
    const ended = await call(['diagnose', '--lab', 'bad-credentials', '--verbose'], {
      nodeArguments: [
        '--import',
        preload(
          'broken-pipe',
          `process.stdout.write = (text, done) => {
             const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
             process.nextTick(() => { process.stdout.emit('error', error); done(error); });
             return false;
           };`,
        ),
      ],
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).not.toContain('mailcheck:');
  });

  test.each(['--help', 'explain', 'lab'])('is no fault of %s', async (what) => {
    const args = what === 'lab' ? ['lab', '--list'] : [what];
    const ended = await call(args, { onStdout: (_, child) => child.closeStdout() });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  test.skipIf(!existsSync('/dev/full'))('that is full is told', () => {
    const { status, stderr } = spawnSync(process.execPath, [bin, 'imap', '--lab', 'healthy', '--format', 'ndjson'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toBe('mailcheck: standard output cannot be written (ENOSPC).\n');
  });
});

describe('start-up', () => {
  /** Records the address of every module that is loaded. */
  const recorder = () => {
    const hooks = preload(
      'record-hooks',
      `import { writeSync } from 'node:fs';
       export async function load(url, context, next) {
         if (url.startsWith('file:')) writeSync(2, 'LOADED ' + url + '\\n');
         return next(url, context);
       }`,
    );
    return preload('record', `import { register } from 'node:module'; register('file://${hooks}');`);
  };
  const loaded = async (args: readonly string[], says = ''): Promise<readonly string[]> => {
    const { stdout, stderr } = await call(args, { nodeArguments: ['--import', recorder()] });
    expect(stdout).toContain(says);
    return [...stderr.matchAll(/^LOADED (.*)$/gm)].map((match) => match[1] as string);
  };

  test('["--version"] loads no package at all', async () => {
    const modules = await loaded(['--version']);
    expect(modules.some((url) => url.endsWith('/dist/cli/main.js'))).toBe(true);
    expect(modules.flatMap(packagesIn)).toEqual([]);
  });

  test.each([[['--help']], [['diagnose', '--help']], [['blacklist', '--help']], [['diagnos']]])(
    '%j loads no package but the parser',
    async (args) => {
      const modules = await loaded(args);
      expect(modules.some((url) => url.endsWith('/dist/cli/main.js'))).toBe(true);
      expect([...new Set(modules.flatMap(packagesIn))]).toEqual(['commander']);
    },
  );

  test('a run without sending, folders, terminal or lab loads what it uses only', async () => {
    const modules = await loaded(['imap', '127.0.0.1:1', '--fail-on', 'never'], 'The server refuses the connection');
    const packages = [...new Set(modules.flatMap(packagesIn))];
    expect(packages).toContain('chalk');
    for (const heavy of ['imapflow', 'nodemailer', 'inquirer', '@inquirer/prompts', '@inquirer/core', 'ora']) {
      expect(packages).not.toContain(heavy);
    }
    expect(modules.filter((url) => /lab|scenario/.test(url))).toEqual([]);
  });

  test('what is known of block lists is loaded by who asks them, and public suffixes by who asks about a name', async () => {
    const sources = async (args: readonly string[]) => [...new Set((await loaded(args)).flatMap(sourcesIn))];
    const data = 'src/knowledge/blocklists.json';
    for (const args of [
      ['blacklist', '--help'],
      ['imap', '127.0.0.1:1', '--fail-on', 'never'],
    ]) {
      const idle = await sources(args);
      // Whoever judges a refusal knows the lists and the providers that it may name.
      const judged = args.includes('--help') ? [data] : [];
      for (const one of [...judged, 'src/knowledge/retired-blocklists.json', 'src/probes/blocklist/desk.ts']) {
        expect(idle, args[0]).not.toContain(one);
      }
    }
    const lists = ['blacklist', '--resolver', '127.0.0.1:1', '--allow-private', '--timeout', '1s'];
    const address = await sources([...lists, '192.0.2.1']);
    expect(address).toContain(data);
    expect(address.some((one) => one.includes('tldts'))).toBe(false);
    expect((await sources([...lists, 'mail.example'])).some((one) => one.includes('tldts'))).toBe(true);
  });

  test('what looks for settings, and the table of providers, are loaded by who looks for them', async () => {
    const sources = async (args: readonly string[]) => [...new Set((await loaded(args)).flatMap(sourcesIn))];
    const data = 'src/knowledge/providers.json';
    const probes = 'src/probes/settings/autodiscover.ts';
    for (const args of [
      ['discover', '--help'],
      ['imap', '127.0.0.1:1', '--fail-on', 'never'],
    ]) {
      const idle = await sources(args);
      if (args.includes('--help')) expect(idle).not.toContain(data);
      expect(idle).not.toContain(probes);
      expect(idle.some((one) => one.includes('parse-xml'))).toBe(false);
    }
    const looking = await sources(['discover', 'a.example', '--resolver', '127.0.0.1:1', '--timeout', '1s']);
    expect(looking).toContain(data);
    expect(looking).toContain(probes);
    expect(looking.some((one) => one.includes('parse-xml'))).toBe(false);
  });

  test('--version is the one of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await call(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
