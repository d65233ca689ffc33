import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Who may import whom (docs/architecture.md). Folders of src; files directly in src are the public library. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  knowledge: ['model'],
  protocols: ['model'],
  transport: ['model', 'protocols'],
  probes: ['model', 'protocols', 'knowledge'],
  rules: ['model', 'protocols', 'knowledge', 'probes/facts'],
  causes: ['model', 'rules/refusals.ts', 'probes/facts'],
  engine: ['model'],
  overview: [
    'model',
    'protocols',
    'knowledge',
    'probes/facts',
    'rules/broken-signatures.ts',
    'rules/dmarc-record.ts',
    'rules/dane-state.ts',
    'rules/settings-state.ts',
  ],
  settings: ['model', 'protocols', 'knowledge', 'transport'],
  report: ['model'],
  lab: ['model', 'protocols'],
  commands: ['', 'model', 'protocols', 'settings', 'lab', 'transport'],
  cli: ['', 'commands', 'model', 'report', 'settings', 'lab'],
};

/** Packages and Node modules that only some folders may load. Everything else of a package is refused. */
const only: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^node:(net|tls|dgram|dns|http|https|http2)(\/|$)/, ['transport', 'lab']],
  [/^dns2$/, ['transport', 'lab']],
  [/^(imapflow|nodemailer|postal-mime)(\/|$)/, ['transport']],
  [/^chalk$/, ['report', 'cli']],
  [/^(commander|ora|inquirer|@inquirer\/prompts)$/, ['cli']],
  [/^(tldts|postal-mime)$/, ['protocols']],
  [/^@rgrove\/parse-xml$/, ['transport']],
  [/^(yaml|valibot|smol-toml)$/, ['settings']],
  [/^(ipaddr\.js|fast-string-width)$/, ['protocols', 'report', 'cli']],
];

const root = resolve(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(root, name));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = [
    ...text.matchAll(/^(import|export)\s(type\s)?[^;'"]*?from\s*'([^']+)'/gm),
    ...text.matchAll(/\b(import)\((type)?\s*'([^']+)'\)/g),
    ...text.matchAll(/^(import)(\s)'([^']+)'/gm),
  ];
  return found.map((match) => ({
    from: relative(root, file),
    to: (match[3] as string).startsWith('.')
      ? relative(root, resolve(dirname(file), match[3] as string))
      : (match[3] as string),
    typeOnly: match[2]?.trim() === 'type',
  }));
});

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] as string) : '');
const isOwn = (one: Import): boolean => one.to.endsWith('.ts') || one.to.endsWith('.json');

test('every folder of src has its place in the table', () => {
  const folders = new Set(files.map((file) => folderOf(relative(root, file))));
  folders.delete('');
  expect([...folders].filter((folder) => mayImport[folder] === undefined)).toEqual([]);
});

test('folders import only what the table allows', () => {
  const wrong = imports.filter((one) => {
    const from = folderOf(one.from);
    if (from === '' || !isOwn(one)) return false;
    const to = folderOf(one.to);
    if (to === from) return false;
    return !mayImport[from]?.some((allowed) => (allowed === '' ? to === '' : `${one.to}/`.startsWith(`${allowed}/`)));
  });
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('packages and network modules have one home', () => {
  const wrong = imports.filter((one) => {
    if (isOwn(one) || one.typeOnly) return false;
    const rule = only.find(([pattern]) => pattern.test(one.to));
    if (rule !== undefined) return !rule[1].includes(folderOf(one.from));
    return !one.to.startsWith('node:');
  });
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('rules, causes, engine and renderers load nothing of Node and never wait', () => {
  const pure = files.filter((file) => /^(rules|causes|report|model|knowledge)\//.test(relative(root, file)));
  const wrong = pure.filter((file) => {
    const text = readFileSync(file, 'utf8');
    return (
      /from 'node:/.test(text) || (/^(rules|causes)\//.test(relative(root, file)) && /\b(async|await)\b/.test(text))
    );
  });
  expect(wrong.map((file) => relative(root, file))).toEqual([]);
});

test('only the command line prints, prompts or exits', () => {
  const wrong = files
    .filter((file) => !relative(root, file).startsWith('cli/'))
    .filter((file) => /\bconsole\.|process\.(exit|stdout|stderr|stdin)\b/.test(readFileSync(file, 'utf8')));
  expect(wrong.map((file) => relative(root, file))).toEqual([]);
});

test('failures are caught where the world is met, and nowhere else', () => {
  const wrong = files
    .filter((file) => !/^(transport|engine|cli|lab|settings)\//.test(relative(root, file)))
    .filter((file) => /\bcatch\b\s*(\(|\{)|\.catch\(/.test(readFileSync(file, 'utf8')));
  expect(wrong.map((file) => relative(root, file))).toEqual([]);
});

test('no import goes in a circle', () => {
  const graph = new Map<string, string[]>();
  for (const one of imports) {
    if (isOwn(one) && !one.typeOnly) graph.set(one.from, [...(graph.get(one.from) ?? []), one.to]);
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (path.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  expect(circles).toEqual([]);
});

test('files have names that say what they export', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|manager|service|index)(\.ts|\/)/;
  expect(files.map((file) => relative(root, file)).filter((file) => vague.test(file) && file !== 'index.ts')).toEqual(
    [],
  );
});
