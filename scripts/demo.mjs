// `npm run demo`: installs when needed, builds, and diagnoses a server of the embedded lab whose certificate expired.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installIfNeeded } from './install.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
installIfNeeded();
await import('./build.mjs');

const args = ['diagnose', '--lab', 'cert-expired', ...process.argv.slice(2)];
console.log(`\n$ mailcheck ${args.join(' ')}\n`);
const { status } = spawnSync(process.execPath, ['bin/mailcheck.js', ...args], { stdio: 'inherit' });
// 1 is what this should find.
process.exitCode = status === 1 ? 0 : (status ?? 70);
