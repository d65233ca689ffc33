import { describe, expect, test } from 'vitest';
import { needTopics, providers, providersAsOf } from '../../src/knowledge/providers.ts';
import { authMethods } from '../../src/model/settings.ts';
import { securities } from '../../src/model/subject.ts';
import { isHostName } from '../../src/protocols/dns-names.ts';

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

describe('the table of providers', () => {
  test('holds each provider, domain and mail exchanger once', () => {
    expect(providers()).toHaveLength(237);
    expect(repeated(providers().map(({ id }) => id))).toEqual([]);
    expect(repeated(providers().flatMap(({ domains }) => domains))).toEqual([]);
    expect(repeated(providers().flatMap(({ mx }) => mx))).toEqual([]);
    expect(repeated(providers().flatMap(({ hosts }) => hosts))).toEqual([]);
    expect(providersAsOf).toMatch(/^\d{4}-\d{2}$/);
  });

  test.each(providers().map((one) => [one.id, one] as const))('%s: every value is one', (_, provider) => {
    for (const name of [...provider.domains, ...provider.mx, ...provider.hosts]) {
      expect(isHostName(name) && name === name.toLowerCase(), name).toBe(true);
    }
    expect(provider.incoming.every(({ type }) => type === 'imap' || type === 'pop3')).toBe(true);
    expect(provider.outgoing.every(({ type }) => type === 'smtp')).toBe(true);
    for (const server of [...provider.incoming, ...provider.outgoing]) {
      // The one program that runs on the user's own machine.
      expect(isHostName(server.host) || server.host === '127.0.0.1', server.host).toBe(true);
      expect(server.host.includes('.') && server.port > 0 && server.port < 65_536, server.host).toBe(true);
      expect(securities.slice(0, 2)).toContain(server.security);
      expect(server.auth.length).toBeGreaterThan(0);
      for (const method of server.auth) expect(authMethods).toContain(method);
    }
    if (provider.docsUrl !== undefined) expect(provider.docsUrl).toMatch(/^https:\/\/[^\s]+$/);
    // They stand in lists and, with a full stop, as steps: whole sentences, whose subject is not left out.
    for (const topic of ['secret', 'switch', 'access', 'user'] as const) {
      const [step] = provider.needsAbout[topic] ?? ['Nothing'];
      expect(step).toMatch(/^(?!Needs |User name is |Password |.*[.;,:\s]$)(?:\p{Lu}|docomo |iCloud )/u);
    }
    expect(needTopics.flatMap((topic) => provider.needsAbout[topic] ?? [])).toEqual(provider.needs);
    for (const [topic, page] of Object.entries(provider.pages)) {
      expect(needTopics).toContain(topic);
      expect(page).toMatch(/^https:\/\/[^\s]+$/);
    }
    expect(['high', 'medium', 'low']).toContain(provider.confidence);
    expect(provider.sources.length).toBeGreaterThan(0);
    // Abbreviations are written out.
    for (const source of provider.sources) expect(source.length, source).toBeGreaterThan(8);
    const nobody = provider.incoming.length + provider.outgoing.length === 0;
    expect(nobody && provider.needs.length === 0, 'says why there is no server').toBe(false);
  });

  test('servers whose name only the customer knows are patterns', () => {
    const odd = providers().flatMap(({ incoming, outgoing }) =>
      [...incoming, ...outgoing].filter(({ host, isPattern }) => /xxxx|NN|ACCOUNT|yourdomain/.test(host) !== isPattern),
    );
    expect(odd).toEqual([]);
  });
});
