import type { View } from '../model/finding.ts';
import type { RecordLine, RecordSection } from '../model/report.ts';
import { type Domain, host } from '../model/subject.ts';
import { addresses, serviceRecords } from '../probes/facts/dns.ts';
import { setupRecords } from '../probes/facts/published.ts';
import { cut, unknown } from './unknown.ts';

/** How mail programs find their servers: SRV records and the names that they try. */
export function serviceSection(at: Domain, view: View): RecordSection {
  const mail = view.value(serviceRecords, at);
  const more = view.value(setupRecords, at);
  const records = [...(mail?.records ?? []), ...(more?.services ?? [])];
  const widest = Math.max(0, ...records.map(({ label }) => label.length));
  const lines = records.map(({ label, priority, weight, port, target }): RecordLine => {
    const text = `${label.padEnd(widest)} ${priority} ${weight} ${port} ${target}`;
    if (target === '.') return { depth: 0, text: `${label.padEnd(widest)} ${target}`, note: 'not offered' };
    const isDead = view.value(addresses, host(target))?.ips.length === 0;
    return { depth: 0, text: cut(text), ...(isDead ? { note: 'has no address' } : {}) };
  });
  const names = (more?.names ?? [])
    .filter(({ alias, ips }) => alias !== undefined || ips.length > 0)
    .map(({ label, alias, ips }): RecordLine => {
      const where = alias === undefined ? ips.slice(0, 3).join(', ') : `alias of ${alias}`;
      return {
        depth: 0,
        text: label.padEnd(widest),
        note: ips.length === 0 ? `${where}, which has no address` : where,
      };
    });
  const texts = (more?.texts ?? []).map((text) => ({ depth: 0, text: cut(text) }));
  const found = [...lines, ...names, ...texts];
  if (found.length > 0) return { title: 'Setup', lines: found };
  const failed = [...unknown(serviceRecords, at, view), ...unknown(setupRecords, at, view)].slice(0, 1);
  return { title: 'Setup', lines: failed.length > 0 ? failed : [{ depth: 0, text: '', note: 'no SRV records' }] };
}
