/** Block lists and reputation services as replies name them without their DNS zone. */
export interface ListMark {
  readonly mark: RegExp;
  readonly name: string;
  /** Where a listing is looked up and taken off; read on the operator's page, November 2026. */
  readonly url?: string;
}

export const listMarks: readonly ListMark[] = [
  { mark: /spamhaus/i, name: 'Spamhaus', url: 'https://check.spamhaus.org/' },
  { mark: /spamcop/i, name: 'SpamCop', url: 'https://www.spamcop.net/bl.shtml' },
  { mark: /barracuda/i, name: 'Barracuda', url: 'https://www.barracudacentral.org/rbl/removal-request' },
  { mark: /cloudmark|\bcsi\b/i, name: 'Cloudmark Sender Intelligence', url: 'https://csi.cloudmark.com/en/reset/' },
  { mark: /\buceprotect/i, name: 'UCEPROTECT', url: 'https://www.uceprotect.net/en/rblcheck.php' },
  { mark: /invaluement/i, name: 'Invaluement', url: 'https://www.invaluement.com/removal/' },
  { mark: /\bpsbl\b|surriel/i, name: 'PSBL', url: 'https://psbl.org/' },
  { mark: /\babusix/i, name: 'Abusix', url: 'https://lookup.abusix.com/' },
  { mark: /mailspike/i, name: 'Mailspike', url: 'https://mailspike.org/' },
  { mark: /proofpoint|pphosted/i, name: 'Proofpoint', url: 'https://ipcheck.proofpoint.com/' },
  { mark: /\bsurbl\b/i, name: 'SURBL', url: 'https://surbl.org/surbl-analysis' },
  { mark: /\buribl\b/i, name: 'URIBL', url: 'https://admin.uribl.com/' },
  { mark: /senderscore|validity/i, name: 'Sender Score' },
  {
    mark: /talosintelligence|senderbase/i,
    name: 'Cisco Talos',
    url: 'https://talosintelligence.com/reputation_center',
  },
  { mark: /\bs3140\b|\bs3150\b/i, name: "Outlook.com's own block list", url: 'https://sender.office.com/' },
  { mark: /\b5\.7\.6(?:0[6-9]|[1-4]\d)\b/, name: "Microsoft 365's own block list", url: 'https://sender.office.com/' },
  { mark: /\bmagicspam|magicmail/i, name: 'MagicSpam' },
  { mark: /\bsorbs\b/i, name: 'SORBS (closed in June 2024)' },
  { mark: /hostkarma|junkemailfilter/i, name: 'Hostkarma', url: 'https://wiki.junkemailfilter.com/' },
  { mark: /\bvade\b/i, name: 'Vade', url: 'https://sendertool.vadesecure.com/' },
];
