// `npm test`: installs when needed, builds, lints, checks types and generated pages, runs the tests (arguments go to vitest), counts.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfNeeded } from './install.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
installIfNeeded();

const node = (...args) => spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

const checks = {
  build: () => node('scripts/build.mjs'),
  lint: () => node('node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  types: () => node('node_modules/typescript/bin/tsc', '--noEmit'),
  docs: () => node('scripts/docs.mjs', '--check'),
};
const broken = Object.keys(checks).filter((name) => !checks[name]());

// Below the package, so that the command finds its version and its pages. Built once for all tests that start it.
mkdirSync('node_modules/.cache', { recursive: true });
const built = mkdtempSync(join(process.cwd(), 'node_modules/.cache/mailcheck-built-'));
if (node('scripts/bundle.mjs', join(built, 'dist'))) {
  mkdirSync(join(built, 'bin'));
  copyFileSync('bin/mailcheck.js', join(built, 'bin/mailcheck.js'));
  process.env.MAILCHECK_TEST_BUILD = built;
}

const folder = mkdtempSync(join(tmpdir(), 'mailcheck-test-'));
const counts = join(folder, 'counts.json');
const clean = node(
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
