import { expect, test } from 'vitest';
import type { ClientAtServer, ClientReport } from '../../src/model/client-report.ts';
import { clientsSection } from '../../src/report/clients-section.ts';
import { plainStyle } from '../../src/report/style.ts';
import { wholeReport } from './whole-report.ts';

const server = (differs: Partial<ClientAtServer> = {}): ClientAtServer => ({
  type: 'imap',
  host: 'mail.example.org',
  ports: [993],
  state: 'can',
  obstacles: [],
  ...differs,
});
const refused = (fix: string, differs: Partial<ClientAtServer> = {}): ClientAtServer =>
  server({ state: 'cannot', obstacles: [{ kind: 'tls', text: 'the server takes TLS 1.3', fix }], ...differs });
const client = (name: string, ...servers: ClientAtServer[]): ClientReport => ({ id: name, name, servers, sources: [] });
const section = (clients: readonly ClientReport[], style = plainStyle): string =>
  clientsSection({ ...wholeReport, clients }, style);

test('is empty where nobody is left out, or nobody looked', () => {
  expect(section([client('A', server()), client('B', server({ state: 'unknown' }))])).toBe('');
  const { clients: _, ...without } = wholeReport;
  expect(clientsSection(without, plainStyle)).toBe('');
});

test('gathers programs by what is in the way', () => {
  const clients = [
    client('A', refused('Update A.'), refused('Update A.', { type: 'smtp' })),
    client('B', server(), refused('Update B.', { type: 'pop3' })),
    client(
      'C',
      refused('Get D.', { obstacles: [{ kind: 'tokens', text: 'the server wants a token', fix: 'Get D.' }] }),
    ),
  ];
  expect(section(clients)).toBe(`Mail programs that cannot use mail.example.org
   The server takes TLS 1.3:
   - A. Update A.
   - B (POP3). Update B.
   The server wants a token:
   - C. Get D.`);
});

test('tells hosts apart', () => {
  const clients = [client('A', refused('Update.'), refused('Update.', { type: 'smtp', host: 'smtp.example.org' }))];
  expect(
    section([...clients, client('B', refused('Update.'))]),
  ).toBe(`Mail programs that cannot use mail.example.org and smtp.example.org
   The server takes TLS 1.3:
   - A. Update.

Mail programs that cannot use mail.example.org
   The server takes TLS 1.3:
   - B. Update.`);
});

test('shows all others where more is wanted', () => {
  const clients = [client('A', refused('Update.')), client('B', server()), client('C', server({ state: 'unknown' }))];
  expect(
    section(clients, { ...plainStyle, verbose: true })
      .split('\n')
      .slice(-5),
  ).toEqual([
    'Mail programs that can use these servers',
    '   - B',
    '',
    'Mail programs of which it is not known',
    '   - C',
  ]);
});

test('keeps hostile text on its line, and within the width', () => {
  const text = section([client('A', refused('x '.repeat(80), { host: 'a\u001b[31mb\u202e' }))], {
    ...plainStyle,
    width: 60,
  });
  expect(text).not.toMatch(/[\u001b\u202e]/);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
});
