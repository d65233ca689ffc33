/** What settings can be written for, in the order of help. Loads no code. */
export const clientIds = [
  'thunderbird',
  'apple',
  'outlook',
  'msmtp',
  'mbsync',
  'neomutt',
  'fetchmail',
  'getmail',
  'offlineimap',
  'aerc',
  'himalaya',
  'postfix',
  'git',
  'nodemailer',
  'django',
  'rails',
  'laravel',
  'spring',
  'env',
  'dns',
] as const;
export type ClientId = (typeof clientIds)[number];
