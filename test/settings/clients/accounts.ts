import type { ClientId } from '../../../src/model/client-ids.ts';
import type { ServerSettings } from '../../../src/model/settings.ts';
import { clients } from '../../../src/settings/clients/catalogue.ts';
import { type Wanted, type Written, writeSettings } from '../../../src/settings/clients/write-settings.ts';
import { isProblem, type Problem } from '../../../src/settings/problem.ts';

export const address = 'ann@example.org';

export const imap: ServerSettings = { type: 'imap', host: 'imap.example.org', port: 993, security: 'tls', auth: [] };
export const pop3: ServerSettings = { type: 'pop3', host: 'pop.example.org', port: 995, security: 'tls', auth: [] };
export const smtp: ServerSettings = { type: 'smtp', host: 'smtp.example.org', port: 465, security: 'tls', auth: [] };
export const imapStartTls: ServerSettings = { ...imap, port: 143, security: 'starttls' };
export const smtpStartTls: ServerSettings = { ...smtp, port: 587, security: 'starttls' };

export const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  address,
  settings: { incoming: [imap], outgoing: [smtp] },
  proofs: [],
  date: '2026-11-26',
  ...more,
});

/** The settings of `wanted` with another user name at both servers. */
export const withUser = (username: string): Wanted['settings'] => ({
  incoming: [{ ...imap, username }],
  outgoing: [{ ...smtp, username }],
});

export const write = (id: ClientId, more: Partial<Wanted> = {}): Written | Problem =>
  writeSettings(clients[id], wanted(more));

/** The text of the file. @throws when it is refused */
export function textOf(id: ClientId, more: Partial<Wanted> = {}): string {
  const written = write(id, more);
  if (isProblem(written)) throw new Error(`${id}: ${written.problem}`);
  return written.file.text;
}
