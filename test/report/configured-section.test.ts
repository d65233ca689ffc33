import { expect, test } from 'vitest';
import type { Configuration, ConfiguredServer } from '../../src/model/configuration.ts';
import { configurationFile } from '../../src/model/subject.ts';
import { configuration } from '../../src/probes/facts/configuration.ts';
import { configuredSection } from '../../src/report/configured-section.ts';
import { plainStyle } from '../../src/report/style.ts';
import { observed } from '../evidence.ts';
import { reportOf } from './reports.ts';

const server = (differs: Partial<ConfiguredServer> = {}): ConfiguredServer => ({
  ...{ type: 'smtp', line: 1, host: { value: 'smtp.example.org' }, port: { value: 587 } },
  security: { value: 'starttls' },
  ...differs,
});

/** The section on a file with these servers. */
function section(servers: readonly ConfiguredServer[], width = plainStyle.width): string {
  const value: Configuration = { format: 'msmtp', title: 'msmtp', servers, remarks: [] };
  const evidence = [observed(configuration, configurationFile('x'), value)];
  return configuredSection(reportOf({ evidence }), { ...plainStyle, width });
}

test('is empty where no file was read, or no server stands in it', () => {
  expect(configuredSection(reportOf(), plainStyle)).toBe('');
  expect(section([])).toBe('');
});

test('a row for each server: what it is, how it is spoken to, who logs in, and where the secret is', () => {
  const { host: _, ...nameless } = server({ security: { value: 'unknown' } });
  expect(
    section([
      server({ username: { value: 'ann' }, secret: { value: 'literal' } }),
      server({
        ...{ type: 'imap', host: { value: 'imap.example.org' }, port: { value: 993 }, security: { value: 'tls' } },
        ...{ login: { value: 'access-token' }, secret: { value: 'command' } },
      }),
      server({ security: { value: 'opportunistic' }, login: { value: 'none' } }),
      nameless,
    ]),
  ).toBe(`Read in it
   smtp smtp.example.org:587              STARTTLS, user ann, password: in this
                                          file
   imap imap.example.org:993              SSL/TLS, token: a command
   smtp smtp.example.org:587              STARTTLS if it is offered, no login
   smtp a server that is named elsewhere  encryption not said`);
});

test('no more than twenty rows, and no text of the file as it is', () => {
  const all = section(Array.from({ length: 25 }, () => server({ username: { value: 'a\u001b[31mb' } })));
  expect(all.split('\n')).toHaveLength(22);
  expect(all).toMatch(/\n {3}and 5 more$/);
  expect(all).not.toContain('\u001b');
});
