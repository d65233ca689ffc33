/** A selector that many domains have, and who sets it up so. */
export interface CommonSelector {
  readonly selector: string;
  readonly by: string;
  /** Where that is written; read on the date below. */
  readonly source: string;
}

/** When the sources were read. */
export const selectorsReadOn = '2026-11-24';

const sendmarc =
  'https://help.sendmarc.com/support/solutions/articles/44001891845-email-provider-commonly-used-dkim-selectors';
const wiredepth = 'https://wiredepth.com/docs/deauthorize/cheatsheet';
const microsoft = 'https://learn.microsoft.com/powershell/module/exchange/New-DkimSigningConfig';
const fastmail = 'https://www.fastmail.help/hc/en-us/articles/360060591153';
const proton = 'https://domainsecurityscanner.com/guides/proton-mail';
const mailboxOrg =
  'https://kb.mailbox.org/de/privat/e-mail-mit-eigener-domain/spam-reputation-der-eigenen-domain-verbessern-mit-spf-dkim-und-dmarc';
const usual = 'https://domainpreflight.dev/glossary/dkim-selector';

const named = (by: string, source: string, ...selectors: readonly string[]): CommonSelector[] =>
  selectors.map((selector) => ({ selector, by, source }));

/**
 * Selectors worth trying where none is known. A domain may use any other: finding none of these says nothing.
 */
export const commonSelectors: readonly CommonSelector[] = [
  ...named('Google Workspace', sendmarc, 'google'),
  ...named('Microsoft 365', microsoft, 'selector1', 'selector2'),
  ...named('Fastmail', fastmail, 'fm1', 'fm2', 'fm3'),
  ...named('Proton Mail', proton, 'protonmail', 'protonmail2', 'protonmail3'),
  ...named('mailbox.org', mailboxOrg, 'mbo0001', 'mbo0002', 'mbo0003', 'mbo0004'),
  ...named('SendGrid', wiredepth, 's1', 's2'),
  ...named('Mailchimp, Mailgun', wiredepth, 'k1', 'k2', 'k3'),
  ...named('Mailgun', wiredepth, 'mx', 'smtp'),
  ...named('Postmark', usual, 'pm'),
  ...named('Everlytic', sendmarc, 'everlytickey1', 'everlytickey2'),
  ...named('mxvault', sendmarc, 'mxvault'),
  ...named('control panels such as cPanel', 'https://packagist.org/packages/shaffe/laravel-dkim', 'default'),
  ...named('Rspamd, mailcow, Hetzner', 'https://rspamd.com/doc/modules/dkim_signing.html', 'dkim'),
  ...named('Mail-in-a-Box, HestiaCP, Brevo', 'https://github.com/hestiacp/hestiacp/issues/4313', 'mail'),
  // Names that people choose who set a server up by themselves.
  ...named(
    'own servers',
    usual,
    'email',
    'selector',
    'key1',
    'key2',
    'dkim1',
    'dkim2',
    'mail1',
    'mail2',
    's1024',
    's2048',
  ),
];
