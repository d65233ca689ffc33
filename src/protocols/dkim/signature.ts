import { asciiHostName, isLabels } from '../dns-names.ts';
import { headerFields } from '../header-fields.ts';
import { parseTags, tagValue } from '../tag-list.ts';

/** What a DKIM-Signature says about its key (RFC 6376 section 3.5). */
export interface SignatureKey {
  readonly selector: string;
  /** A-labels, lower case. */
  readonly domain: string;
}

const mostSignatures = 20;

/** A selector: one or more labels (RFC 6376 section 3.1). Underscores are not allowed, and used. */
export const isSelector = (text: string): boolean => text.length <= 200 && isLabels(text);

/** The keys that a message is signed with, each once, in the order of its header. */
export function signatureKeys(message: string): SignatureKey[] {
  const keys = new Map<string, SignatureKey>();
  for (const { name, value } of headerFields(message)) {
    if (name !== 'dkim-signature') continue;
    const tags = parseTags(value);
    const selector = tagValue(tags, 's')?.replace(/\s+/g, '').toLowerCase() ?? '';
    const domain = asciiHostName(tagValue(tags, 'd')?.replace(/\s+/g, '') ?? '');
    if (domain === undefined || !isSelector(selector)) continue;
    keys.set(`${selector} ${domain}`, { selector, domain });
    if (keys.size === mostSignatures) break;
  }
  return [...keys.values()];
}
