import type { ClientReport } from '../model/client-report.ts';
import type { Symptom } from '../model/target.ts';

/**
 * What to look at where somebody has a complaint and nothing is wrong as seen from here: then it lies with a device. Nothing
 * where a mail program is known to be left out, which is told by itself.
 */
export function deviceRemark(symptom: Symptom | undefined, clients: readonly ClientReport[]): string[] {
  const servers = clients.flatMap((one) => one.servers);
  if (symptom === undefined || servers.some(({ state }) => state === 'cannot')) return [];
  const [server] = servers.filter(({ type }) => (type === 'smtp') === (symptom === 'send'));
  if (server === undefined) return [];
  return [
    `If one device fails all the same, compare its settings with the servers above. An old one may be left out by its TLS: mailcheck tls ${server.host}`,
  ];
}
