// The split bundle: heavy packages are in chunks of their own, loaded on use. `node scripts/bundle.mjs FOLDER` makes one
// for tests, with what each chunk holds in meta.json.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export function bundle(outdir, builtAt = new Date()) {
  return build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: { 'cli/main': 'src/cli/main.ts', index: 'src/index.ts' },
    outdir,
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
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder] = process.argv;
  if (folder === undefined) throw new Error('name a folder');
  const { metafile } = await bundle(folder);
  writeFileSync(`${folder}/meta.json`, JSON.stringify(metafile));
}
