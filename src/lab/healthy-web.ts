import { createHash } from 'node:crypto';
import type { WebPlan } from './plan.ts';

/** Names of the healthy world's publications. */
export interface WebNames {
  readonly domain: string;
  readonly mailHost: string;
}

export const policyPath = '/.well-known/mta-sts.txt';
export const autoconfigPath = '/mail/config-v1.1.xml';
export const paccPath = '/.well-known/user-agent-configuration.json';
/** Where the world keeps its copy of the database that Thunderbird asks; it knows nobody. */
export const databaseHost = 'live.thunderbird.net';

const sites = {
  policy: { label: 'mta-sts', ip: '192.0.2.20' },
  autoconfig: { label: 'autoconfig', ip: '192.0.2.21' },
  pacc: { label: 'ua-auto-config', ip: '192.0.2.22' },
} as const;
export const databaseIp = '192.0.2.30';

/** Addresses of the web, by name. */
export const webAddresses = ({ domain }: WebNames): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.values(sites).map(({ label, ip }) => [`${label}.${domain}`, ip])),
  [databaseHost]: databaseIp,
});

/** The web of a domain that publishes all that it should: its policy, and its settings in two formats that agree. */
export function healthyWeb(names: WebNames): WebPlan[] {
  const { domain } = names;
  const site = (of: keyof typeof sites, pages: WebPlan['pages']): WebPlan => {
    const { label, ip } = sites[of];
    return { host: `${label}.${domain}`, ips: [ip], certificate: 'web', pages };
  };
  return [
    site('policy', { [policyPath]: { body: policyOf(names) } }),
    site('autoconfig', { [autoconfigPath]: { type: 'text/xml', body: autoconfigOf(names) } }),
    site('pacc', { [paccPath]: { type: 'application/json', body: paccOf(names) } }),
    { host: databaseHost, ips: [databaseIp], certificate: 'web', pages: {} },
  ];
}

const policyOf = ({ mailHost }: WebNames): string =>
  `version: STSv1\r\nmode: enforce\r\nmx: ${mailHost}\r\nmax_age: 604800\r\n`;

function autoconfigOf({ domain, mailHost }: WebNames): string {
  const server = (side: 'incoming' | 'outgoing', type: string, port: number, socketType: string): string =>
    [
      `<${side}Server type="${type}"><hostname>${mailHost}</hostname><port>${port}</port>`,
      `<socketType>${socketType}</socketType><authentication>password-cleartext</authentication>`,
      `<username>%EMAILADDRESS%</username></${side}Server>`,
    ].join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<clientConfig version="1.1"><emailProvider id="${domain}"><domain>${domain}</domain>`,
    '<displayName>Lab mail</displayName><displayShortName>Lab</displayShortName>',
    server('incoming', 'imap', 993, 'SSL'),
    server('incoming', 'imap', 143, 'STARTTLS'),
    server('incoming', 'pop3', 995, 'SSL'),
    server('outgoing', 'smtp', 465, 'SSL'),
    server('outgoing', 'smtp', 587, 'STARTTLS'),
    '</emailProvider></clientConfig>',
    '',
  ].join('\r\n');
}

const paccOf = ({ mailHost }: WebNames): string =>
  `${JSON.stringify({
    protocols: { imap: { host: mailHost }, pop3: { host: mailHost }, submit: { host: mailHost } },
    authentication: { password: true },
    info: { provider: { name: 'Lab mail', shortName: 'Lab' } },
  })}\r\n`;

/** The record that proves a configuration (draft-ietf-mailmaint-pacc). */
export const paccRecord = (body: string): string =>
  `v=UAAC1; a=sha256; d=${createHash('sha256').update(body).digest('base64')}`;
export const healthyPaccRecord = (names: WebNames): string => paccRecord(paccOf(names));
