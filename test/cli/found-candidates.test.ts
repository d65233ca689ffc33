import { describe, expect, test } from 'vitest';
import { proofOf, usableCandidates } from '../../src/cli/found-candidates.ts';
import type { Shell } from '../../src/cli/shell.ts';
import type { Options } from '../../src/commands/options.ts';
import type { Candidate, SettingsReport } from '../../src/model/settings.ts';
import { clients } from '../../src/settings/clients/catalogue.ts';

/** Nobody can be asked there. */
const shell = { stdin: { isTTY: false }, terminal: { isTTY: false }, env: {} } as unknown as Shell;

const candidate = (differs: Partial<Candidate>): Candidate => ({
  type: 'imap',
  host: 'imap.example.org',
  port: 993,
  security: 'tls',
  auth: ['password-cleartext'],
  origins: [],
  trust: 'trusted',
  proof: { state: 'works', tlsVersion: 'TLSv1.3', mechanisms: ['PLAIN'], evidence: [] },
  ...differs,
});
const smtp = candidate({ type: 'smtp', host: 'smtp.example.org', port: 465 });
const reportOf = (incoming: readonly Candidate[], outgoing: readonly Candidate[] = [smtp]): SettingsReport => ({
  ...{ incoming, outgoing, sources: [], documentation: [], oAuth2: [] },
});
const hostsOf = async (settings: SettingsReport, options: Options = {}): Promise<string[]> =>
  (await usableCandidates(clients.neomutt, settings, { options, shell })).map(({ host }) => host);

describe('a client is set up with', () => {
  test('what works and somebody vouches for', async () => {
    const all = [
      candidate({}),
      candidate({ host: 'broken.example.org', proof: { state: 'fails', evidence: [] } }),
      candidate({ host: 'unsafe.example.org', trust: 'unsafe' }),
      candidate({ host: 'hearsay.example.net', trust: 'confirm' }),
      candidate({ host: 'pop.example.org', type: 'pop3' }),
    ];
    expect(await hostsOf(reportOf(all))).toEqual(['imap.example.org', 'smtp.example.org']);
  });

  test('nothing where nothing works', async () => {
    const fails = candidate({ proof: { state: 'fails', evidence: [] } });
    expect(await hostsOf(reportOf([fails], []))).toEqual([]);
    expect(await usableCandidates(clients.neomutt, undefined, { options: {}, shell })).toEqual([]);
  });

  test.each(['confirm', 'guessed'] as const)('nothing by hearsay (%s), unless it was confirmed', async (trust) => {
    const report = reportOf([candidate({ host: 'hearsay.example.net', trust })]);
    await expect(hostsOf(report)).rejects.toMatchObject({
      message: expect.stringContaining('the password would go there.'),
      wayOut: ['If it is your provider’s: --confirm-host hearsay.example.net'],
    });
    expect(await hostsOf(report, { confirmHost: ['Hearsay.example.NET'] })).toEqual([
      'hearsay.example.net',
      'smtp.example.org',
    ]);
  });
});

test('what was seen when it was tried is its proof', () => {
  expect(proofOf(smtp)).toEqual([
    {
      ...{ type: 'smtp', host: 'smtp.example.org', port: 465, security: 'tls', auth: ['password-cleartext'] },
      ...{ tlsVersion: 'TLSv1.3', mechanisms: ['PLAIN'] },
    },
  ]);
  expect(proofOf(candidate({ proof: { state: 'untested', evidence: [] } }))).toEqual([]);
});
