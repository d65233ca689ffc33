import { type Severity, severities } from '../model/finding.ts';
import { timeForm, timeSpan } from '../model/time-span.ts';
import type { BadValue } from './command.ts';

/** A span of time in milliseconds. */
export const parseTime = (text: string): number | BadValue => timeSpan(text) ?? { problem: timeForm };

export const formats = ['text', 'json', 'ndjson'] as const;
export type Format = (typeof formats)[number];

/** Where one rendering goes; without `file` to standard output. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** `json`, or `json=report.json`. */
export function parseOutput(text: string): Output | BadValue {
  const cut = text.indexOf('=');
  const name = cut < 0 ? text : text.slice(0, cut);
  const format = formats.find((one) => one === name);
  if (format === undefined) return { problem: `Formats are ${formats.join(', ')}; with a file: json=report.json.` };
  if (cut < 0) return { format };
  const file = text.slice(cut + 1);
  return file === '' ? { problem: `Write a file name behind "=": ${format}=report.${format}.` } : { format, file };
}

/** Words or zones separated by commas. */
export const parseWords = (text: string): readonly string[] | BadValue => {
  const words = text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
  return words.length === 0 ? { problem: 'Write default, all, or zones separated by commas.' } : words;
};

/** Questions a second, or none at all to hold back. */
export function parseRate(text: string): number | BadValue {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  const rate = /^\d{1,6}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  return rate > 0 ? rate : { problem: 'Write questions a second, such as 5 or 0.5; or none for a server of your own.' };
}

export const failOnLevels = [...severities, 'never'] as const;
export type FailOn = Severity | 'never';

/** `mail.example.org=192.0.2.1`; the address is judged where addresses are understood. */
export function parsePin(text: string): { readonly host: string; readonly ip: string } | BadValue {
  const cut = text.indexOf('=');
  if (cut < 1 || cut === text.length - 1) return { problem: 'Write HOST=ADDRESS: mail.example.org=192.0.2.1.' };
  return { host: text.slice(0, cut), ip: text.slice(cut + 1) };
}
