import { readFileSync } from 'node:fs';
import { causes } from './causes/catalogue.ts';
import type { Rule } from './model/finding.ts';
import type { NextStep } from './model/reading.ts';
import { rules } from './rules/catalogue.ts';
import { packageRoot } from './version.ts';

/** Something that has a page. */
export interface Topic {
  readonly id: string;
  readonly kind: 'cause' | 'finding';
  readonly title: string;
}

export interface Explanation extends Topic {
  /** Markdown. */
  readonly page: string;
}

/** Everything that `explain` knows: causes first, then findings. Reads no page. */
export const topics = (): readonly Topic[] => [
  ...causes.map(({ id, title }): Topic => ({ id, kind: 'cause', title })),
  ...rules.map(({ id, title }): Topic => ({ id, kind: 'finding', title })),
];

/** The ids of all topics. */
export const explainIds = (): readonly string[] => topics().map(({ id }) => id);

/** The page of a root cause, or of a finding made from its rule; undefined for an id that is neither. */
export function explain(id: string): Explanation | undefined {
  const cause = causes.find((one) => one.id === id);
  if (cause !== undefined) {
    const page = readFileSync(new URL(`docs/causes/${id}.md`, packageRoot()), 'utf8');
    return { id, kind: 'cause', title: cause.title, page };
  }
  const rule = rules.find((one) => one.id === id);
  return rule === undefined ? undefined : { id, kind: 'finding', title: rule.title, page: findingPage(rule) };
}

/** A finding's page: what it says, how bad it is, and the causes that account for it. */
export function findingPage(rule: Rule): string {
  const explainedBy = causes.filter((cause) =>
    [...cause.symptoms, ...(cause.explains ?? [])].some((symptom) => symptom.rule === rule.id),
  );
  const lines = [
    `# ${rule.title}`,
    '',
    `Finding \`${rule.id}\`, ${rule.severity} unless the evidence excuses it.`,
    '',
    '## What it says',
    '',
    ...Object.values(rule.messages).map((message) => `- ${message}`),
    '',
    '## What may be behind it',
    '',
    ...(explainedBy.length === 0
      ? ['It stands alone: the sentence above is the whole story.']
      : explainedBy.map((cause) => `- \`${cause.id}\`: ${cause.title}. More: \`mailcheck explain ${cause.id}\``)),
    '',
  ];
  return lines.join('\n');
}

/** Characters of what is taken from a page, as whole sentences; the page says the rest. */
const longestExcerpt = 220;

/** What the page of a cause says that it means, in a sentence or two. Undefined for a cause without a page. */
export function meaningOnPage(id: string): string | undefined {
  const text = /\n## What it means\n\s*([\s\S]*?)(?=\n\s*\n|\n#|$)/.exec(explain(id)?.page ?? '')?.[1];
  return text === undefined ? undefined : excerptOf(text);
}

/**
 * The first steps of a cause's page, for those whom the role concerns: who relays is an administrator, who submits is
 * not. None for a cause without a page. @param most - of each kind
 */
export function stepsOnPage(
  id: string,
  role: 'submission' | 'relay' | undefined,
  most: { readonly owner: number; readonly administrator: number },
): NextStep[] {
  const page = explain(id)?.page ?? '';
  const todo = /\n## What to do\n([\s\S]*?)(?=\n## |$)/.exec(page)?.[1] ?? '';
  const [, owner = '', administrator = ''] = /^([\s\S]*?)(?:\nFor the administrator:?([\s\S]*))?$/.exec(todo) ?? [];
  const steps = (whose: NextStep['for'], markdown: string): NextStep[] =>
    itemsOf(markdown)
      .slice(0, most[whose])
      .map((text): NextStep => ({ for: whose, text }));
  return [
    ...(role === 'relay' && administrator !== '' ? [] : steps('owner', owner)),
    ...(role === 'submission' ? [] : steps('administrator', administrator)),
  ];
}

/** Items of a Markdown list, without their marks. */
const itemsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^(?:\d+\.|-) (.*(?:\n {2,}\S.*)*)/gm)].map(([, item]) => excerptOf(item ?? ''));

/** The first sentences of a Markdown text, in one line. Commands stay in their marks, so that they can be told apart. */
function excerptOf(markdown: string): string {
  const text = markdown.replace(/\s*\n\s*/g, ' ').replace(/(`[^`]*`)|\*\*?([^*`\s][^*`]*)\*\*?/g, '$1$2');
  const sentences = text.split(/(?<=[.:!?]) (?=[A-Z])/);
  let kept = sentences[0] ?? '';
  for (const sentence of sentences.slice(1)) {
    if (kept.length + sentence.length > longestExcerpt) break;
    kept = `${kept} ${sentence}`;
  }
  return kept.trim();
}
