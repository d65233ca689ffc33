/**
 * The public lists that the lab imitates, with their test entries and nothing else (RFC 5782 section 5 and the
 * operators' own pages). Given anew each time: a scenario adds what it lists.
 */
export const emptyBlockLists = (): Record<string, Record<string, string[]>> => ({
  'zen.spamhaus.org': {
    [ipv4Test]: ['127.0.0.2', '127.0.0.4', '127.0.0.10'],
    [ipv6Test]: ['127.0.0.2'],
  },
  'all.s5h.net': { [ipv4Test]: ['127.0.0.2'], [ipv6Test]: ['127.0.0.2'] },
  'bl.nordspam.com': { [ipv4Test]: ['127.0.0.2'], [ipv6Test]: ['127.0.0.2'] },
  'bip.virusfree.cz': { [ipv4Test]: ['127.0.0.2'], [ipv6Test]: ['127.0.0.2'] },
  'bl.ipv6.spameatingmonkey.net': { [ipv6Test]: ['127.0.0.2'] },
  'all.spamrats.com': { [ipv4Test]: ['127.0.0.36', '127.0.0.37', '127.0.0.38', '127.0.0.43'] },
  'bl.blocklist.de': { [ipv4Test]: ['127.0.0.15'] },
  'bl.suomispam.net': { [ipv4Test]: ['127.0.0.99'] },
  'list.dnswl.org': { [ipv4Test]: ['127.0.10.0'], '::2': ['127.0.10.0'] },
  ...Object.fromEntries(plainLists.map((zone) => [zone, { [ipv4Test]: ['127.0.0.2'] }])),
  'dbl.spamhaus.org': { test: ['127.0.1.2'] },
  'dbl.nordspam.com': { test: ['127.0.0.2'] },
  'rhsbl.scientificspam.net': { test: ['127.0.1.2'] },
  'uribl.spameatingmonkey.net': { '_dnsbl_.test': ['127.0.0.2'] },
  'fresh15.spameatingmonkey.net': { '_dnsbl_.test': ['127.0.0.2'] },
  'multi.uribl.com': { [ipv4Test]: ['127.0.0.14'] },
  'multi.surbl.org': { 'test.surbl.org': ['127.0.0.254'], [ipv4Test]: ['127.0.0.254'] },
});

const ipv4Test = '127.0.0.2';
const ipv6Test = '::ffff:7f00:2';

const plainLists: readonly string[] = [
  'b.barracudacentral.org',
  'bl.spamcop.net',
  'psbl.surriel.com',
  'bl.mailspike.net',
  'dnsbl-1.uceprotect.net',
  'dnsbl-2.uceprotect.net',
  'dnsbl-3.uceprotect.net',
  'ips.backscatterer.org',
  'dnsbl.dronebl.org',
  'bl.spameatingmonkey.net',
  'bl.0spam.org',
  'dnsbl.zapbl.net',
  'bl.scientificspam.net',
  'dnsrbl.swinog.ch',
  'dnsbl.kempt.net',
  'truncate.gbudb.net',
  'rbl.interserver.net',
];
