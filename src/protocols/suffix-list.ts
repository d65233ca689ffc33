import { getDomain } from 'tldts';

/** The label below a public suffix, with that suffix; private ones (`blogspot.com`) count. Holds the whole list: load on use. */
export const belowSuffix = (name: string): string | undefined =>
  getDomain(name, { allowPrivateDomains: true, extractHostname: false }) ?? undefined;
