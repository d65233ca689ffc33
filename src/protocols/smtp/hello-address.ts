import { addressClass, canonicalIp, unmap } from '../ip.ts';

/**
 * The address that a server sees its client come from, where its EHLO reply says so behind its own name: `mx.example.org
 * Hello client [203.0.113.9]`, `at your service, [IPv6:2001:db8::9]`. The last one counts; what only the client said
 * comes before it.
 * @param text the first line of the reply, without the code
 * @param counts false for an address that cannot be meant, such as the server’s own
 */
export function clientAddress(text: string, counts: (ip: string) => boolean): string | undefined {
  const [, ...words] = text.split(/[\s,;()[\]<>]+/);
  return words
    .flatMap((word) => canonicalIp(unmap(word.replace(/^ipv6:/i, '').replace(/\.$/, ''))) ?? [])
    .filter((ip) => !['loopback', 'link-local', 'reserved', 'multicast'].includes(addressClass(ip)) && counts(ip))
    .at(-1);
}
