import type { Finding } from '../model/finding.ts';

/** An arg as text; empty when the finding has none of that name. */
export const textOf = (finding: Finding, name: string): string => String(finding.args[name] ?? '');

/** Server text in quotation marks, cut to what a summary can hold. As received: the sink encodes it. */
export const quote = (text: string): string => `"${text.length > 160 ? `${text.slice(0, 159)}…` : text}"`;

/** The same as the end of a sentence, with one full stop. */
export const quoteAtEnd = (text: string): string => `${quote(text)}${/[.!?]$/.test(text) ? '' : '.'}`;
