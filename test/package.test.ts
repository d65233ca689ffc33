import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { causes } from '../src/causes/catalogue.ts';

const root = resolve(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'mailcheck-package-'));
const built = join(folder, 'built');
/** A project that has installed the package. */
const project = join(folder, 'project');
const installed = join(project, 'node_modules/mailcheck');
let packed: readonly string[];

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly imports: readonly { readonly path: string; readonly kind: string }[];
        readonly inputs: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

const packageOf = (path: string): string | undefined => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

const node = (args: readonly string[], cwd = project) =>
  spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } });
const tsc = (file: string) => node([join(root, 'node_modules/typescript/bin/tsc'), '-p', file]);
let compiled: ReturnType<typeof tsc>;

beforeAll(() => {
  mkdirSync(built);
  for (const name of ['package.json', 'bin', 'docs', 'CHANGELOG.md', 'LICENSE', 'README.md', 'src', 'test/package']) {
    cpSync(join(root, name), join(built, name), { recursive: true });
  }
  const ready = process.env.MAILCHECK_TEST_BUILD;
  if (ready === undefined) execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), built], { stdio: 'pipe' });
  else
    for (const name of ['dist', 'THIRD-PARTY-NOTICES.txt'])
      cpSync(join(ready, name), join(built, name), { recursive: true });
  const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: built,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const [{ filename, files } = { filename: '', files: [] }] = JSON.parse(answer) as Packed[];
  packed = files.map(({ path }) => path);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components=1']);
  mkdirSync(join(project, 'node_modules/@types'));
  symlinkSync(join(root, 'node_modules/@types/node'), join(project, 'node_modules/@types/node'));
  symlinkSync(join(root, 'node_modules/undici-types'), join(project, 'node_modules/undici-types'));
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  for (const name of ['consumer', 'wrong']) {
    cpSync(join(root, `test/package/${name}.ts`), join(project, `${name}.ts`));
    const compilerOptions = {
      ...{ target: 'es2023', module: 'nodenext', strict: true, exactOptionalPropertyTypes: true },
      ...{ types: ['node'], skipLibCheck: false, rootDir: '.', noEmitOnError: true },
    };
    writeFileSync(join(project, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  }
  compiled = tsc('consumer.json');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what is packed', () => {
  test('is what the program needs when it runs, and what people want to read', () => {
    const wanted = [
      ...['bin/mailcheck.js', 'dist/cli/main.js', 'dist/index.js', 'dist/types/index.d.ts', 'package.json'],
      ...['docs/schema/report-1.json', 'docs/findings.md', ...causes.map(({ id }) => `docs/causes/${id}.md`)],
      ...['README.md', 'LICENSE', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt'],
    ];
    expect(wanted.filter((path) => !packed.includes(path))).toEqual([]);
  });

  test('is nothing else: no sources, no tests, no pages about the house', () => {
    const allowed =
      /^(?:bin|dist|docs\/(?:causes|schema))\/|^docs\/(?:findings|profiles)\.md$|^[A-Z-]+\.(?:md|txt)$|^LICENSE$|^package\.json$/;
    expect(packed.filter((path) => !allowed.test(path))).toEqual([]);
    expect(packed.filter((path) => /test|\.ts$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
  });

  test('tells nothing of the machine that built it', () => {
    const home = root.split('/').slice(0, 3).join('/');
    const telling = packed.filter((path) => readFileSync(join(installed, path), 'utf8').includes(`${home}/`));
    expect(telling).toEqual([]);
  });

  test('depends on no other package and runs nothing when it is installed', () => {
    const data = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
      string,
      object | undefined
    >;
    expect([data.dependencies, data.peerDependencies, data.optionalDependencies]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(
      Object.keys(data.scripts ?? {}).filter((name) => /^(?:pre|post)?(?:install|uninstall|prepare)$/.test(name)),
    ).toEqual([]);
  });

  test('brings the licence of every package in the bundle', () => {
    const notices = readFileSync(join(installed, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const { inputs } = JSON.parse(readFileSync(join(built, 'dist/meta.json'), 'utf8')) as Metafile;
    const names = new Set(Object.keys(inputs).flatMap((path) => packageOf(path) ?? []));
    expect([...names]).toEqual(expect.arrayContaining(['commander', 'chalk', 'dns2', 'nodemailer', 'ora']));
    for (const name of names) expect(notices.includes(`\n- ${name} `), name).toBe(true);
    expect(notices.split('-'.repeat(80)).length - 1).toBeGreaterThanOrEqual(names.size);
  });
});

describe('the library, as a project has it', () => {
  test('has types that a strict project can use, to the last declaration', () => {
    expect(compiled).toMatchObject({ stdout: '', status: 0 });
  });

  test('has types that refuse what is wrong', () => {
    const source = readFileSync(join(project, 'wrong.ts'), 'utf8').split('\n');
    const first = source.findIndex((line) => line.startsWith('export const options')) + 1;
    const { stdout } = tsc('wrong.json');
    const lines = [...stdout.matchAll(/^wrong\.ts\((\d+),/gm)].map((match) => Number(match[1]));
    const statements = source.length - first;
    expect([...new Set(lines)]).toEqual(Array.from({ length: statements }, (_, index) => first + index));
  });

  test('does what the program does', () => {
    const { stdout, stderr, status } = node(['consumer.js']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(JSON.parse(stdout)).toEqual({
      verdict: 'broken',
      again: 'broken',
      causes: expect.arrayContaining(['connection-refused']),
      worst: 'critical',
      rules: expect.arrayContaining(['net/refused']),
      places: expect.arrayContaining(['993']),
      connect: expect.arrayContaining(['refused']),
      events: ['discovered', 'finished', 'observed', 'started'],
      text: expect.stringMatching(/^Mail for ann@example\.org: broken\./),
      json: '1.0',
      ndjson: 'report',
      same: 'broken',
      problem: 'not-evidence',
      secret: '[secret]',
      leaks: false,
      known: true,
      page: '# The server refuses the connection',
      pages: [],
      zone: expect.stringMatching(/^; Records for the mail of example\.org/),
      layer: 'function',
    });
  });

  test('has the page of every cause', () => {
    const ids = causes.map(({ id }) => id);
    const { stdout } = node([
      '-e',
      `import("mailcheck").then(({ explain }) => console.log(JSON.stringify(${JSON.stringify(ids)}.map((id) => explain(id)?.page))))`,
    ]);
    expect(JSON.parse(stdout)).toEqual(ids.map((id) => readFileSync(join(root, `docs/causes/${id}.md`), 'utf8')));
  });

  test('exports what is public and nothing else', () => {
    const { stdout } = node([
      '-e',
      'import("mailcheck").then((all) => console.log(Object.keys(all).sort().join(" ")))',
    ]);
    expect(stdout.trim().split(' ')).toEqual([
      'Secret',
      'diagnose',
      'discover',
      'explain',
      'explainIds',
      'explainText',
      'gather',
      'judge',
      'loadReader',
      'phases',
      'proposeRecords',
      'readEvidence',
      'render',
      'renderZone',
      'topics',
      'writeEvidence',
    ]);
    for (const path of ['mailcheck/dist/cli/main.js', 'mailcheck/src/judge.ts']) {
      expect(node(['-e', `import(${JSON.stringify(path)})`]).stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    }
  });
});

describe('the program, as it is installed', () => {
  const run = (...args: readonly string[]) => node([join(installed, 'bin/mailcheck.js'), ...args]);

  test('explains a cause', () => {
    const page = readFileSync(join(root, 'docs/causes/cert-expired.md'), 'utf8');
    expect(run('explain', 'cert-expired')).toMatchObject({ status: 0, stderr: '', stdout: page });
  });

  test('prints its schema, its version, its help and its scenarios', () => {
    expect(run('schema').stdout).toBe(readFileSync(join(root, 'docs/schema/report-1.json'), 'utf8'));
    expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run('--help').stdout).toContain('diagnose');
    expect(run('lab', '--list').stdout).toContain('cert-expired');
  });

  test('diagnoses in the lab', () => {
    const { stdout, status } = run('diagnose', '--lab', 'cert-expired');
    expect(status).toBe(1);
    expect(stdout).toContain('mailcheck explain cert-expired');
  });
});

describe('what is loaded at once', () => {
  /** Packages, and folders of ours, in an entry and in all that it imports before it runs. */
  function loadedWith(entry: string): readonly string[] {
    const { outputs } = JSON.parse(readFileSync(join(built, 'dist/meta.json'), 'utf8')) as Metafile;
    const seen = new Set<string>();
    const walk = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const one of outputs[path]?.imports ?? []) if (one.kind === 'import-statement') walk(one.path);
    };
    const start = Object.keys(outputs).find((path) => path.endsWith(entry));
    if (start === undefined) throw new Error(`no ${entry}`);
    walk(start);
    const inputs = [...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
    return [...new Set(inputs.map((path) => packageOf(path) ?? (path.split('/')[1] as string)))];
  }

  test('with the library: no library of mail, no parser of options, no prompts, no lab', () => {
    const loaded = loadedWith('dist/index.js');
    expect(loaded).toEqual(expect.arrayContaining(['rules', 'causes', 'transport', 'chalk']));
    for (const heavy of ['imapflow', 'nodemailer', 'commander', 'ora', 'inquirer', '@inquirer/prompts', 'lab', 'cli']) {
      expect(loaded).not.toContain(heavy);
    }
  });

  test('with the program: not even the parser', () => {
    const loaded = loadedWith('dist/cli/main.js');
    expect(loaded.filter((name) => !['cli', 'model', 'report'].includes(name))).toEqual([]);
  });
});

test('the folder holds no more than it should', () => {
  expect(readdirSync(folder).filter((name) => name !== 'built' && name !== 'project')).toHaveLength(1);
});
