// `npm test`: installs when needed, builds, lints, checks types and generated pages, runs the tests (arguments go to vitest), counts.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfNeeded } from './install.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
installIfNeeded();

const node = (...args) =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => done(false)).on('close', (code) => done(code === 0));
  });

// Built once: for the pages, and for all tests that start the command. Below the package, where it finds its version.
mkdirSync('node_modules/.cache', { recursive: true });
const built = mkdtempSync(join(process.cwd(), 'node_modules/.cache/mailcheck-built-'));
async function build() {
  if (!(await node('scripts/build.mjs', built))) return false;
  rmSync('dist', { recursive: true, force: true });
  for (const name of ['dist', 'THIRD-PARTY-NOTICES.txt']) cpSync(join(built, name), name, { recursive: true });
  cpSync('bin', join(built, 'bin'), { recursive: true });
  process.env.MAILCHECK_TEST_BUILD = built;
  return true;
}
const types = node('node_modules/typescript/bin/tsc', '--noEmit');
const checks = {
  build: await build(),
  lint: await node('node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  docs: await node('scripts/docs.mjs', '--check'),
  types: await types,
};
const broken = Object.keys(checks).filter((name) => !checks[name]);

const folder = mkdtempSync(join(tmpdir(), 'mailcheck-test-'));
const counts = join(folder, 'counts.json');
const clean = await node(
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${counts}`,
  ...process.argv.slice(2),
);
const { passed, failed, skipped } = read(counts);
rmSync(folder, { recursive: true });
rmSync(built, { recursive: true });

if (broken.length > 0) console.log(`Not clean: ${broken.join(', ')}. See above.`);
if (skipped > 0) console.log(`${skipped} skipped`);
// What is broken outside of a test counts as a failure too: nobody should read this line and be wrong.
const all = failed + broken.length;
console.log(`${passed} passed, ${!clean && all === 0 ? 1 : all} failed`);
process.exitCode = clean && broken.length === 0 ? 0 : 1;

function read(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    // A file that cannot even be loaded has no tests to fail.
    const unloadable = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length;
    return { passed: numPassedTests, failed: numFailedTests + unloadable, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
