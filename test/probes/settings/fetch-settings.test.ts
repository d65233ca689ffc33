import { describe, expect, test } from 'vitest';
import { fetchSettings } from '../../../src/probes/settings/fetch-settings.ts';
import { clientConfig, server } from '../../protocols/autoconfig/xml.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { fakeWeb, type Page } from '../fake-web.ts';
import { io, target } from '../world.ts';

const url = 'https://autoconfig.example.org/mail/config-v1.1.xml';
const good: Page = { body: clientConfig(server()) };
const everywhere = ['192.0.2.1'];

async function fetched(
  pages: Readonly<Record<string, Page>>,
  { zone, allowPrivate = true, redirectHosts }: { zone?: Zone; allowPrivate?: boolean; redirectHosts?: string[] } = {},
) {
  const web = fakeWeb(pages);
  const resolver = fakeResolver(zone ?? {}, (_, type) => (zone === undefined && type === 'A' ? everywhere : undefined));
  const look = {
    io: io({ resolver, fetcher: web }),
    target: target({
      domain: 'example.org',
      settings: { guess: 'auto', ...(redirectHosts === undefined ? {} : { redirectHosts }) },
    }),
    allowPrivate,
  };
  const place = {
    host: 'autoconfig.example.org',
    path: '/mail/config-v1.1.xml',
    query: 'emailaddress=ann',
    patienceMs: 5000,
  };
  const journal = fakeJournal();
  const { answer } = await fetchSettings(look, { journal, signal: new AbortController().signal }, place, {});
  return { answer, asked: web.asked, options: web.options, journal };
}
const to = (location: string, status = 302): Page => ({ status, location });

describe('settings from the web', () => {
  test('are asked for once, without anything but the question', async () => {
    const { answer, asked, options } = await fetched({ [url]: { ...good, lastModified: '2026-11-24T12:00:00.000Z' } });
    expect(asked).toEqual([`GET ${url}?emailaddress=ann @192.0.2.1`]);
    expect(Object.keys(options[0] ?? {}).sort()).toEqual(
      ['accept', 'asDocument', 'host', 'ip', 'journal', 'longest', 'path', 'patienceMs', 'signal'].sort(),
    );
    expect(answer).toMatchObject({
      url,
      redirects: [],
      ips: ['192.0.2.1'],
      lastModified: '2026-11-24T12:00:00.000Z',
      result: { kind: 'settings', settings: { incoming: [{ host: 'mail.example.org' }] } },
    });
    // The address is in no text of the report.
    expect(JSON.stringify(answer)).not.toContain('emailaddress');
  });

  test.each<readonly [string, Page | undefined, object]>([
    ['nothing there', undefined, { kind: 'status', status: 404 }],
    ['a login is wanted', { status: 401 }, { kind: 'status', status: 401 }],
    ['a web page', { body: '<!DOCTYPE html><html></html>' }, { kind: 'web-page' }],
    ['a line of text', { body: 'not found' }, { kind: 'web-page' }],
    ['an empty file', { body: '' }, { kind: 'web-page' }],
    ['broken XML', { body: '<clientConfig>' }, { kind: 'unusable' }],
    ['a bomb', { body: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }, { kind: 'unusable' }],
    ['no server in it', { body: clientConfig('') }, { kind: 'unusable', why: 'there is no server in it' }],
    [
      'no good server in it',
      { body: clientConfig(server({ port: '0' })) },
      { kind: 'unusable', why: expect.stringContaining('the port "0" is no port number') },
    ],
    ['a compressed file', { encoding: 'gzip' }, { kind: 'unusable', why: expect.stringContaining('gzip') }],
    ['a certificate for others', { certificate: {} }, { kind: 'certificate' }],
    [
      'no connection',
      { failure: { kind: 'refused', stage: 'connect' } },
      { kind: 'failed', failure: { kind: 'refused' } },
    ],
  ])('%s', async (_, page, result) => {
    const { answer, asked } = await fetched(page === undefined ? {} : { [url]: page });
    expect(answer.result).toMatchObject(result);
    expect(asked).toHaveLength(1);
  });

  test('a name that does not exist is not asked', async () => {
    const { answer, asked } = await fetched({}, { zone: {} });
    expect([answer.result, asked]).toEqual([{ kind: 'no-host' }, []]);
  });

  test('a name that cannot be looked up is not absent', async () => {
    const zone = { 'autoconfig.example.org A': 'servfail', 'autoconfig.example.org AAAA': 'servfail' } as const;
    const { answer } = await fetched({}, { zone });
    expect(answer.result).toMatchObject({ kind: 'failed', failure: { kind: 'dns', trouble: 'servfail' } });
  });

  test.each([
    '10.0.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    'fd00::1',
  ])('nobody is asked at %s', async (ip) => {
    const zone = { [`autoconfig.example.org ${ip.includes(':') ? 'AAAA' : 'A'}`]: [ip] };
    const { answer, asked } = await fetched({ [url]: good }, { zone, allowPrivate: false });
    expect([answer.result, asked]).toEqual([{ kind: 'private', ips: [ip] }, []]);
    expect((await fetched({ [url]: good }, { zone })).answer.result.kind).toBe('settings');
  });
});

describe('redirects', () => {
  test('are followed within the site, and the address does not go along by itself', async () => {
    const { answer, asked } = await fetched({
      [url]: to('https://www.example.org/a?b=c', 301),
      'https://www.example.org/a': to('/d', 307),
      'https://www.example.org/d': good,
    });
    expect(answer).toMatchObject({
      redirects: ['https://www.example.org/a', 'https://www.example.org/d'],
      result: { kind: 'settings' },
    });
    expect(asked.slice(1)).toEqual([
      'GET https://www.example.org/a?b=c @192.0.2.1',
      'GET https://www.example.org/d @192.0.2.1',
    ]);
  });

  test('to providers that are known are followed', async () => {
    const place = 'https://autodiscover-s.outlook.com/x';
    const { answer } = await fetched({ [url]: to(place), [place]: good });
    expect(answer.result.kind).toBe('settings');
  });

  test('to a host that the user allows are followed', async () => {
    const place = 'https://hosting.example.net/x';
    const { answer } = await fetched({ [url]: to(place), [place]: good }, { redirectHosts: ['hosting.example.net'] });
    expect(answer.result.kind).toBe('settings');
  });

  test.each([
    ['http://www.example.org/', 'no-https'],
    ['file:///etc/passwd', 'no-https'],
    ['ftp://www.example.org/', 'no-https'],
    ['https://www.example.net/', 'other-site'],
    ['https://example.org.evil.example/', 'other-site'],
    ['https://org/', 'other-site'],
    ['https://co.uk/', 'other-site'],
    ['https://192.0.2.7/', 'other-site'],
    ['https://[2001:db8::1]/', 'other-site'],
    ['https://localhost/', 'other-site'],
    ['https://ann:secret@www.example.org/', 'user-in-it'],
    ['https://www.example.org:8443/', 'other-port'],
    ['', 'no-location'],
    ['https://', 'no-location'],
  ])('to %s are not', async (location, why) => {
    const { answer, asked } = await fetched({ [url]: to(location) });
    expect(answer.result).toMatchObject({ kind: 'redirect', why });
    expect(asked).toHaveLength(1);
  });

  test('to a private address are not, whatever the first was', async () => {
    const zone = { 'autoconfig.example.org A': ['198.18.0.1', '9.9.9.9'], 'www.example.org A': ['10.1.1.1'] };
    const { answer, asked } = await fetched(
      { [url]: to('https://www.example.org/'), 'https://www.example.org/': good },
      { zone, allowPrivate: false },
    );
    expect(answer.result).toEqual({ kind: 'private', ips: ['10.1.1.1'] });
    expect(asked).toEqual([`GET ${url}?emailaddress=ann @9.9.9.9`]);
  });

  test('end after three', async () => {
    const round = Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [`https://www.example.org/${n}`, to(`https://www.example.org/${n + 1}`)]),
    );
    const { answer, asked } = await fetched({ [url]: to('https://www.example.org/0'), ...round });
    expect(answer.result).toMatchObject({ kind: 'redirect', why: 'too-many' });
    expect(asked).toHaveLength(4);
  });

  test('in a circle end as well', async () => {
    const { answer, asked } = await fetched({ [url]: to(url) });
    expect(answer.result).toMatchObject({ kind: 'redirect', why: 'too-many' });
    expect(asked).toHaveLength(4);
  });
});
