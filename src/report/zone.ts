import type { Proposal, ProposedGroup, ProposedRecord } from '../model/proposal.ts';
import { wrap } from './wrap.ts';

const ttl = 3600;
const width = 78;
/** A character-string has 255 bytes at most (RFC 1035 section 3.3). */
const longestString = 255;

/** Records as lines of a zone file (RFC 1035 section 5.1), in ASCII; whatever is not for certain is a comment. */
export function renderZone({ domain, madeAt, groups }: Proposal): string {
  const head = [
    `Records for the mail of ${domain}, worked out by mailcheck on ${madeAt.slice(0, 10)}.`,
    'Read each before you publish it. What could not be known is a comment, to be filled in.',
  ];
  return `${[...head.map(comment), ...groups.map(group)].join('\n')}\n`;
}

function group({ title, remarks, records, file }: ProposedGroup): string {
  const lines = remarks.map((remark, index) => comment(index === 0 ? `${title}: ${remark}` : remark));
  return [
    '',
    ...(remarks.length === 0 ? [comment(title)] : lines),
    ...records.map((one) => (one.example ? `; ${line(one)}` : line(one))),
    ...(file === undefined
      ? []
      : [comment(`The file ${file.place}:`), ...file.lines.map((text) => `;   ${printable(text)}`)]),
  ].join('\n');
}

const comment = (text: string): string => `; ${wrap(printable(text), width - 2, '; ')}`;

const line = ({ name, type, data }: ProposedRecord): string =>
  `${printable(name)}. ${ttl} IN ${type} ${type === 'TXT' ? strings(data) : printable(data)}`;

/** What cannot stand in a zone file, or would end a comment, as a question mark. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

/** Quoted strings of 255 bytes each. */
function strings(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  const parts: string[] = [];
  for (let at = 0; at < Math.max(bytes.length, 1); at += longestString) {
    parts.push(
      `"${bytes
        .slice(at, at + longestString)
        .map(escaped)
        .join('')}"`,
    );
  }
  return parts.join(' ');
}

function escaped(byte: number): string {
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
  return byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : `\\${byte.toString().padStart(3, '0')}`;
}
