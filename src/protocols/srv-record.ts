/** Where a service is, by an SRV record. */
export interface SrvRecord {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** Without trailing dot; `.` means: not offered. */
  readonly target: string;
}

/** The data of an SRV record as the resolver gives it, `0 1 993 imap.example.org` (RFC 2782). */
export function readSrvRecord(text: string): SrvRecord {
  const [priority = '', weight = '', port = '', ...target] = text.split(' ');
  return { priority: Number(priority), weight: Number(weight), port: Number(port), target: target.join(' ') };
}
