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

/** How many steps of a page are worth showing beside a reading. */
const mostSteps = { owner: 2, administrator: 1 };
/** Characters of a step, as whole sentences; the page says the rest. */
const longestStep = 220;

/**
 * The first steps of a cause's page, for those whom the role concerns: who relays is an administrator, who submits is
 * not. None for a cause without a page.
 */
export function stepsOnPage(id: string, role?: 'submission' | 'relay'): NextStep[] {
  const page = explain(id)?.page ?? '';
  const todo = /\n## What to do\n([\s\S]*?)(?=\n## |$)/.exec(page)?.[1] ?? '';
  const [, owner = '', administrator = ''] = /^([\s\S]*?)(?:\nFor the administrator:?([\s\S]*))?$/.exec(todo) ?? [];
  return [
    ...(role === 'relay' && administrator !== ''
      ? []
      : itemsOf(owner)
          .slice(0, mostSteps.owner)
          .map((text): NextStep => ({ for: 'owner', text }))),
    ...(role === 'submission'
      ? []
      : itemsOf(administrator)
          .slice(0, mostSteps.administrator)
          .map((text): NextStep => ({ for: 'administrator', text }))),
  ];
}

/** Items of a Markdown list, without its marks. */
const itemsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^(?:\d+\.|-) (.*(?:\n {2,}\S.*)*)/gm)].map(([, item]) =>
    firstSentences((item ?? '').replace(/\s*\n\s*/g, ' ').replace(/`([^`]*)`|\*\*([^*]*)\*\*/g, '$1$2')),
  );

function firstSentences(text: string): string {
  const sentences = text.split(/(?<=[.:!?]) (?=[A-Z])/);
  let kept = sentences[0] ?? '';
  for (const sentence of sentences.slice(1)) {
    if (kept.length + sentence.length > longestStep) break;
    kept = `${kept} ${sentence}`;
  }
  return kept;
}
