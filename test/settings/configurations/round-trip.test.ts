import { describe, expect, test } from 'vitest';
import { type ClientId, clientIds } from '../../../src/model/client-ids.ts';
import type { Configuration, ConfiguredServer } from '../../../src/model/configuration.ts';
import type { ServerSettings } from '../../../src/model/settings.ts';
import { clients } from '../../../src/settings/clients/catalogue.ts';
import { readConfiguration } from '../../../src/settings/configurations/read-configuration.ts';
import { isProblem } from '../../../src/settings/problem.ts';
import { address, imap, imapStartTls, pop3, smtp, smtpStartTls, textOf, write } from '../clients/accounts.ts';
import { hostileUsers } from '../clients/hostile-values.ts';

/** The exported file, read again under the name that it would have. */
function readAgain(id: ClientId, more: Parameters<typeof write>[1] = {}): Configuration {
  const written = write(id, more);
  if (isProblem(written)) throw new Error(written.problem);
  const read = readConfiguration(written.file.text, { path: written.file.name, mode: written.file.mode });
  if (isProblem(read)) throw new Error(read.problem);
  return read;
}

const plainly = ({ type, host, port, security, username }: ConfiguredServer) => ({
  type,
  host: host?.value,
  port: port?.value,
  security: security.value,
  ...(username === undefined ? {} : { username: username.value }),
});

/** Where the user name stands in the file, as it is. */
function userIn(id: ClientId): { username?: string } {
  if (id === 'postfix' || id === 'dns') return {};
  return { username: id === 'thunderbird' ? '%EMAILADDRESS%' : address };
}

const expected = (id: ClientId, servers: readonly ServerSettings[]) =>
  servers
    .filter(({ type }) => (type === 'smtp' ? clients[id].outgoing : clients[id].incoming.length > 0))
    .map(({ type, host, port, security }) => ({
      ...{ type, host, port },
      // What it cannot demand, it reads as what it is.
      security: security === 'starttls' && clients[id].startTls === 'opportunistic' ? 'opportunistic' : security,
      ...userIn(id),
    }));

describe.each(clientIds)('%s', (id) => {
  test('what is exported is recognised, and read as what it was made of', () => {
    const read = readAgain(id);
    expect(read.format).toBe(id);
    expect(read.servers.map(plainly)).toEqual(expected(id, [imap, smtp]));
    expect(read.remarks).toEqual([]);
  });

  test('by STARTTLS as well', () => {
    if (clients[id].startTls === 'refused') return;
    const read = readAgain(id, { settings: { incoming: [imapStartTls], outgoing: [smtpStartTls] } });
    expect(read.servers.map(plainly)).toEqual(expected(id, [imapStartTls, smtpStartTls]));
    expect(read.remarks).toEqual([]);
  });

  test('and over POP3 where it knows it', () => {
    if (!clients[id].incoming.includes('pop3')) return;
    const read = readAgain(id, { settings: { incoming: [pop3], outgoing: [smtp] } });
    expect(read.servers.map(plainly)).toEqual(expected(id, [pop3, smtp]));
  });

  test('no weakness is read into it, and no secret', () => {
    for (const { verification, oldTls, secret } of readAgain(id).servers) {
      expect([verification, oldTls]).toEqual([undefined, undefined]);
      expect(secret?.value).not.toBe('literal');
    }
  });

  test('each setting has the line that says it', () => {
    const lines = textOf(id).split('\n');
    for (const { host, port } of readAgain(id).servers) {
      expect(lines[(host?.line ?? 0) - 1]).toContain(host?.value);
      if (port?.line !== undefined) expect(lines[port.line - 1]).toContain(`${port.value}`);
    }
  });

  test('hostile user names come back as they were', () => {
    if (userIn(id).username === undefined) return;
    for (const user of hostileUsers) {
      const settings = { incoming: [{ ...imap, username: user }], outgoing: [{ ...smtp, username: user }] };
      const written = write(id, { settings });
      if (isProblem(written)) continue;
      const read = readConfiguration(written.file.text, { path: written.file.name });
      if (isProblem(read)) throw new Error(read.problem);
      const users = new Set(read.servers.map(({ username }) => username?.value));
      const own = id === 'thunderbird' && user === address ? '%EMAILADDRESS%' : user;
      expect([...users], written.file.text).toEqual([
        id === 'thunderbird' && user === 'ann' ? '%EMAILLOCALPART%' : own,
      ]);
    }
  });
});
