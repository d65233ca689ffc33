import type { ConfigurationRemark, ConfiguredServer } from '../../model/configuration.ts';
import { numbered, type Read, ServerReading } from './reading.ts';

const services = {
  _imaps: ['imap', 'tls'],
  _imap: ['imap', 'starttls'],
  _pop3s: ['pop3', 'tls'],
  _pop3: ['pop3', 'starttls'],
  _submissions: ['smtp', 'tls'],
  _submission: ['smtp', 'starttls'],
} as const;

/** A zone file: the SRV records of RFC 6186 and RFC 8314, one in a line. Services that are not offered are none. */
export function readZone(text: string): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const { text: one, line } of numbered(text)) {
    const [, label = '', port = '', target = ''] =
      /^\s*(_[a-z0-9]+)\._tcp\b\S*\s+(?:\d+\w*\s+)?(?:IN\s+)?(?:\d+\w*\s+)?SRV\s+\d+\s+\d+\s+(\d+)\s+(\S+)/i.exec(
        one.replace(/;.*/, ''),
      ) ?? [];
    const service = services[label.toLowerCase() as keyof typeof services];
    if (service === undefined || target === '.') continue;
    const [type, security] = service;
    const server = new ServerReading(type, line)
      .host({ key: 'SRV', value: target.replace(/\.$/, ''), line })
      .port({ key: 'SRV', value: port, line });
    servers.push(server.read({ value: security, line }));
    remarks.push(...server.remarks);
  }
  return { servers, remarks };
}
