import { emptyBlockLists } from './block-lists.ts';
import { healthyPaccRecord, webAddresses } from './healthy-web.ts';
import { type DnsPlan, reversed, type ZoneEntry } from './servers/dns.ts';

/** Names and addresses that the zone of the healthy world is about. */
export interface ZoneNames {
  readonly domain: string;
  readonly mailHost: string;
  readonly mailIpv4: string;
  readonly mailIpv6: string;
  readonly controlHost: string;
  readonly controlIp: string;
}

/** The public half of a key whose private half nobody has. */
const dkimKey = [
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxS50Gl9wPdQsmELwFg1jAaPfGlmZnYHMQs01FDEJr2FRg/UsMj1Imf',
  'Tf+RZXQOLrHr5heAe186sVo/V02fm4tU2xoLwImgt1Ja8FvAzRFbkhZU8vapYmyDe7Z7uqkOnReGQjCh0mKY7LyDoQ9uzoXBkR',
  'leNsOatREnd/+TlEGcy8ZkuajwgZ6HqBgvGY27a4MCDC/MUr86P2GT0eJI44qUqFItFbaaGyzjpElAOGGSOYTEFHocHIlVdFQd',
  'ZvBNMSPzQEy/z6h8Z2+9PYb4vs9dzphWua/2Knv1KC0Vj2WBYGw5xXBKej6mRfFwSp+hXTHRn34zqtF+WWVAapmak1UwIDAQAB',
].join('');

/** A zone in which every record is right: of the mail host, of the domain, and of the host that it is managed from. */
export function healthyDns(names: ZoneNames): DnsPlan {
  const { domain, mailHost, mailIpv4, mailIpv6, controlHost, controlIp } = names;
  const web = Object.entries(webAddresses(names)).map(([name, ip]): [string, ZoneEntry] => [name, { A: [ip] }]);
  const service = (port: number): ZoneEntry => ({ SRV: [`0 1 ${port} ${mailHost}`] });
  return {
    zone: {
      [domain]: {
        MX: [`10 ${mailHost}`],
        NS: [`ns.${domain}`],
        SOA: [`ns.${domain} hostmaster.${domain} 2026112401 7200 3600 1209600 300`],
        TXT: ['v=spf1 mx -all'],
        CAA: ['0 issue "ca.lab.test"'],
        DS: ['12345 13 2 49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac0001'],
        DNSKEY: ['257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=='],
      },
      [mailHost]: { A: [mailIpv4], AAAA: [mailIpv6] },
      [controlHost]: { A: [controlIp] },
      ...Object.fromEntries(web),
      [`_ua-auto-config.${domain}`]: { TXT: [healthyPaccRecord(names)] },
      [`${reversed(mailIpv4)}.in-addr.arpa`]: { PTR: [mailHost] },
      [`${reversed(mailIpv6)}.ip6.arpa`]: { PTR: [mailHost] },
      [`${reversed(controlIp)}.in-addr.arpa`]: { PTR: [controlHost] },
      [`_imaps._tcp.${domain}`]: service(993),
      [`_imap._tcp.${domain}`]: service(143),
      [`_pop3s._tcp.${domain}`]: service(995),
      [`_pop3._tcp.${domain}`]: service(110),
      [`_submissions._tcp.${domain}`]: service(465),
      [`_submission._tcp.${domain}`]: service(587),
      [`_sieve._tcp.${domain}`]: service(4190),
      [`mail._domainkey.${domain}`]: { TXT: [`v=DKIM1; k=rsa; p=${dkimKey}`] },
      [`_dmarc.${domain}`]: { TXT: [`v=DMARC1; p=reject; rua=mailto:postmaster@${domain}`] },
      [`_mta-sts.${domain}`]: { TXT: ['v=STSv1; id=20261124T120000'] },
      [`_smtp._tls.${domain}`]: { TXT: [`v=TLSRPTv1; rua=mailto:postmaster@${domain}`] },
      [`_25._tcp.${mailHost}`]: { TLSA: ['3 1 1 {mail}'] },
    },
    signed: [domain],
    faults: {},
    blockLists: emptyBlockLists(),
  };
}
