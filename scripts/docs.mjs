// `npm run docs`: writes the generated pages and the recorded outputs. `--check` writes nothing and fails when it would.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandsPage, findingsPage, loadSources, profileSchema } from './pages.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const checking = process.argv.includes('--check');
if (!existsSync('dist/cli/main.js')) await import('./build.mjs');

const sources = await loadSources();
const { commands, rules, causes } = sources;
const wanted = {
  'docs/commands.md': commandsPage(commands),
  'docs/findings.md': findingsPage(rules, causes),
  'docs/schema/profile-1.json': profileSchema(sources),
  ...Object.fromEntries(['README.md', 'docs/guide.md'].map((file) => [file, recorded(readFileSync(file, 'utf8'))])),
};

const stale = Object.keys(wanted).filter((file) => !existsSync(file) || readFileSync(file, 'utf8') !== wanted[file]);
if (!checking) for (const file of stale) writeFileSync(file, wanted[file]);
for (const file of stale) console.log(checking ? `${file} is out of date: npm run docs` : `${file} written`);
process.exitCode = checking && stale.length > 0 ? 1 : 0;

/** Every block between output marks, with what its command says now. What only varies in figures stays as it is. */
function recorded(page) {
  return page.replace(
    /(<!-- output: mailcheck (.*?) -->\n)([\s\S]*?)(<!-- \/output -->)/g,
    (_, mark, line, old, end) => {
      const now = `\`\`\`console\n$ mailcheck ${line}\n${run(wordsOf(line))}\`\`\`\n`;
      return mark + (steady(old) === steady(now) ? old : now) + end;
    },
  );
}

/** The words of a command line; a text in double quotes is one. */
function wordsOf(line) {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
}

function run(args) {
  // What this machine and this terminal are like must not show.
  const { NODE_EXTRA_CA_CERTS, NODE_TLS_REJECT_UNAUTHORIZED, FORCE_COLOR, ...env } = process.env;
  const mine = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('MAILCHECK_')));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/mailcheck.js', ...args], {
    env: mine,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0 && status !== 1) throw new Error(`mailcheck ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** What differs from run to run: times, dates, random names, which port or address was first, line breaks. */
function steady(text) {
  const lines = text
    .replace(/longest chain [\s\S]*?\.\n/g, 'longest chain\n')
    // Told only where it was not done at once.
    .replace(/ \(\d+ ms\)/g, '')
    .replace(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, 'DATE')
    .replace(/^ *\d+ (?=[-~]>|<[-~]|\*\*)/gm, 'AT ')
    // A line of evidence, and what of it stands below.
    .replace(/^( +(?:[-~]>|<[-~])!?) .*\d+ ms\n(?: {9}\S.*\n)*/gm, '$1\n')
    .replace(/\d+(?:\.\d+)? (?:ms|s)\b/g, 'TIME')
    .replace(/\b[A-Z0-9]{8,9} (?=NO|OK|BAD)/g, 'TAG ')
    .replace(/\b(?:[A-Za-z0-9+/]{32,}={0,2}|[a-z]{20}(?=\.)|[\da-f]{16}(?=…))/g, 'RANDOM')
    .replace(/\b\d+(?:,\s+\d+)+/g, 'PORTS')
    .replace(/\((?:192\.0\.2\.\d+|2001:db8::[\da-f]+)\)/g, '(IP)')
    .split('\n');
  const said = lines.filter((line) => line.startsWith('AT ')).sort();
  return [...lines.filter((line) => !line.startsWith('AT ')), ...said].join(' ').replace(/\s+/g, ' ');
}
