// Builds dist/: the split bundle, and the declarations of the public library.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
process.chdir(fileURLToPath(root));
rmSync('dist', { recursive: true, force: true });

// SOURCE_DATE_EPOCH makes two builds of one commit equal (reproducible-builds.org).
const epoch = process.env.SOURCE_DATE_EPOCH;
const builtAt = epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);

const result = await build({
  entryPoints: { 'cli/main': 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS packages (dns2, iconv-lite) call require at run time.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  // Names stay readable in stack traces; the rest is made small because small files load faster.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'external',
  sourcemap: true,
  sourcesContent: false,
  define: { __MAILCHECK_BUILT_AT__: JSON.stringify(builtAt.toISOString()) },
  metafile: true,
  logLevel: 'warning',
});

writeFileSync('THIRD-PARTY-NOTICES.txt', notices(Object.keys(result.metafile.inputs)));
execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});

/** The licence of every package that the bundle holds. */
function notices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (found !== undefined) folders.add(found);
  }
  const packages = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one));
    const text = file === undefined ? `Licence: ${license}` : readFileSync(`${folder}/${file}`, 'utf8').trim();
    return { title: `${name} ${version} (${license})`, text };
  });
  packages.sort((a, b) => (a.title < b.title ? -1 : 1));
  return [
    'mailcheck is distributed with these packages in its bundle:',
    '',
    ...packages.map(({ title }) => `- ${title}`),
    '',
    ...packages.flatMap(({ title, text }) => ['-'.repeat(80), title, '', text.replaceAll('\r\n', '\n'), '']),
  ].join('\n');
}
