import { parseTags, tagValue } from './tag-list.ts';

/** A BIMI assertion record (draft-brand-indicators-for-message-identification, section 4.2). */
export interface BimiRecord {
  readonly text: string;
  /** Location of the picture; empty when the domain declines. */
  readonly location: string;
  /** Location of the mark certificate. */
  readonly authority?: string;
  readonly faults: readonly ('location' | 'location-scheme' | 'not-svg' | 'authority-scheme')[];
}

export const isBimiRecord = (text: string): boolean => /^v=BIMI1[ \t]*(?:;|$)/i.test(text);

export function parseBimi(text: string): BimiRecord {
  const tags = parseTags(text);
  const location = tagValue(tags, 'l')?.trim();
  const authority = tagValue(tags, 'a')?.trim();
  const faults: BimiRecord['faults'][number][] = [];
  if (location === undefined) faults.push('location');
  else if (location !== '' && !/^https:\/\/[^\s/]+/i.test(location)) faults.push('location-scheme');
  else if (location !== '' && !/\.svgz?(?:[?#]|$)/i.test(location)) faults.push('not-svg');
  if (authority !== undefined && !/^(?:|self|https:\/\/[^\s/]+.*)$/i.test(authority)) faults.push('authority-scheme');
  return { text, location: location ?? '', ...(authority === undefined ? {} : { authority }), faults };
}
