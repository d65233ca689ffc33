// Builds dist/: the split bundle, and the declarations of the public library. `node scripts/build.mjs FOLDER` builds
// into another folder, for tests, with what each chunk holds in dist/meta.json.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const root = new URL('..', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
// Other scripts import this one and have arguments of their own.
const given = process.argv[1] === fileURLToPath(import.meta.url) ? process.argv[2] : undefined;
const folder = given === undefined ? fileURLToPath(root) : resolve(given);
const dist = join(folder, 'dist');
process.chdir(fileURLToPath(root));
rmSync(dist, { recursive: true, force: true });

// SOURCE_DATE_EPOCH makes two builds of one commit equal (reproducible-builds.org).
const epoch = process.env.SOURCE_DATE_EPOCH;
const builtAt = epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);

const { metafile } = await bundle(dist, builtAt);
if (given !== undefined) writeFileSync(join(dist, 'meta.json'), JSON.stringify(metafile));

writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices(Object.keys(metafile.inputs)));
const declarations = ['-p', 'tsconfig.build.json', '--outDir', join(dist, 'types')];
execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), ...declarations], { stdio: 'inherit' });

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
