import type { Wishes } from './target.ts';

/** What is asked where settings are looked for: every protocol of a mail program, as far as nobody logs in. Loads no code. */
export const discoverWishes = (what: string | undefined, settings: NonNullable<Wishes['settings']>): Wishes => ({
  what,
  kind: 'account',
  protocols: ['imap', 'pop3', 'smtp'],
  ceiling: 'connect',
  stopAfter: 'capabilities',
  settings,
});
