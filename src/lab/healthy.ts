import type { NamedServer } from '../model/target.ts';
import { healthyDns } from './healthy-dns.ts';
import { healthyWeb, webAddresses } from './healthy-web.ts';
import type { ServicePlan, WorldPlan } from './plan.ts';
import { mechanisms } from './servers/sasl.ts';

const domain = 'lab.test';
/** The one mail host of the lab. */
export const mailHost = 'mail.lab.test';
export const mailIpv4 = '192.0.2.10';
export const mailIpv6 = '2001:db8::10';
const controlHost = 'control.lab.test';
const controlIp = '192.0.2.200';

/** A mail domain in which everything works: one host, two addresses, all mail ports, one account. A new plan each time. */
export function healthy(): WorldPlan {
  return {
    domain,
    account: { address: `ann@${domain}`, userNames: [`ann@${domain}`], tokenExpired: false },
    servers: (['imap', 'pop3', 'smtp'] as const).map((protocol): NamedServer => ({ protocol, host: mailHost })),
    services: services(),
    web: healthyWeb({ domain, mailHost }),
    certificates: {
      mail: { names: [mailHost, domain] },
      control: { names: [controlHost] },
      web: { names: Object.keys(webAddresses({ domain, mailHost })) },
    },
    mailbox: {
      delimiter: '/',
      prefix: '',
      folders: [
        { name: 'INBOX', subscribed: true },
        { name: 'Drafts', subscribed: true, specialUse: '\\Drafts' },
        { name: 'Sent', subscribed: true, specialUse: '\\Sent' },
        { name: 'Junk', subscribed: true, specialUse: '\\Junk' },
        { name: 'Trash', subscribed: true, specialUse: '\\Trash' },
        { name: 'Archive', subscribed: true, specialUse: '\\Archive' },
        { name: 'Archive/2025', subscribed: true },
      ],
      danglingSubscriptions: [],
      quota: { used: 104_858, limit: 1_048_576 },
      messages: [1_834, 12_577, 902],
    },
    dns: healthyDns({ domain, mailHost, mailIpv4, mailIpv6, controlHost, controlIp }),
    localAddresses: [
      { ip: '198.51.100.7', interface: 'lab0' },
      { ip: '2001:db8:1::7', interface: 'lab0' },
    ],
    resolvers: ['192.0.2.53:53'],
    controls: [controlHost],
    blocked: [],
  };
}

function services(): ServicePlan[] {
  const common = () => ({
    host: mailHost,
    ips: [mailIpv4, mailIpv6],
    certificate: 'mail',
    actions: {},
    mechanisms: [...mechanisms],
    plainTextLogin: false,
  });
  const smtp = () => ({
    ...common(),
    protocol: 'smtp' as const,
    mangled: false,
    extensions: ['PIPELINING', 'SIZE 52428800', 'ENHANCEDSTATUSCODES', '8BITMIME', 'SMTPUTF8'],
  });
  const imap = () => ({
    ...common(),
    protocol: 'imap' as const,
    loginCommand: true,
    capabilities: ['NAMESPACE', 'LIST-EXTENDED', 'SPECIAL-USE', 'CHILDREN', 'QUOTA', 'QUOTA=RES-STORAGE', 'UNSELECT'],
  });
  const pop3 = () => ({
    ...common(),
    protocol: 'pop3' as const,
    loginCommand: true,
    capabilities: ['TOP', 'UIDL', 'RESP-CODES', 'AUTH-RESP-CODE', 'PIPELINING', 'EXPIRE NEVER'],
    unstableUidl: false,
  });
  return [
    { ...smtp(), port: 25, security: 'starttls', submission: false, mechanisms: [] },
    { ...smtp(), port: 465, security: 'tls', submission: true },
    { ...smtp(), port: 587, security: 'starttls', submission: true },
    { ...imap(), port: 143, security: 'starttls' },
    { ...imap(), port: 993, security: 'tls' },
    { ...pop3(), port: 110, security: 'starttls' },
    { ...pop3(), port: 995, security: 'tls' },
    {
      ...common(),
      protocol: 'sieve',
      port: 4190,
      security: 'starttls',
      extensions: ['fileinto', 'reject', 'vacation'],
    },
    {
      ...smtp(),
      host: controlHost,
      ips: [controlIp],
      port: 25,
      security: 'starttls',
      certificate: 'control',
      submission: false,
      mechanisms: [],
    },
  ];
}
