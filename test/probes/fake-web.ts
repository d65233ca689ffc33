import { createHash } from 'node:crypto';
import { Failed, type Failure } from '../../src/model/failure.ts';
import type { Fetched, Fetcher, FetchOptions } from '../../src/model/fetcher.ts';
import type { TlsView } from '../../src/model/tls-view.ts';
import { readDocument } from '../../src/transport/document.ts';

export interface Page {
  /** Default 200. */
  readonly status?: number;
  readonly location?: string;
  readonly body?: string;
  readonly lastModified?: string;
  readonly encoding?: string;
  /** The host does not prove itself. */
  readonly certificate?: Partial<TlsView>;
  readonly failure?: Failure;
}

export interface FakeWeb extends Fetcher {
  /** Each question: `GET https://host/path?query @192.0.2.1`. */
  readonly asked: readonly string[];
  readonly options: readonly FetchOptions[];
}

export const tlsView = (differs: Partial<TlsView> = {}): TlsView => ({
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  chain: [],
  trust: { ok: true },
  nameMatches: true,
  inDate: true,
  verified: true,
  ...differs,
});

/** Sites by URL without what follows a `?`; what is not there is 404. */
export function fakeWeb(pages: Readonly<Record<string, Page>>): FakeWeb {
  const asked: string[] = [];
  const options: FetchOptions[] = [];
  return {
    asked,
    options,
    async get(wanted): Promise<Fetched> {
      const { host, path, ip, plaintext, post, journal } = wanted;
      const url = `${plaintext === true ? 'http' : 'https'}://${host}${path}`;
      asked.push(`${post === undefined ? 'GET' : 'POST'} ${url} @${ip}`);
      options.push(wanted);
      journal.connection();
      for (let wait = 0; wait < 3; wait++) journal.roundTrip();
      const page = pages[url.replace(/\?.*$/s, '')] ?? { status: 404 };
      if (page.failure !== undefined) throw new Failed(page.failure);
      if (page.certificate !== undefined) {
        return { kind: 'unverified', tls: tlsView({ verified: false, nameMatches: false, ...page.certificate }) };
      }
      const { status = 200, location, body = '', lastModified, encoding } = page;
      const about = {
        kind: 'answered' as const,
        ...(plaintext === true ? {} : { tls: tlsView() }),
        status,
        ...(location === undefined ? {} : { location }),
        ...(lastModified === undefined ? {} : { lastModified }),
        ...(encoding === undefined ? {} : { encoding }),
      };
      if (status !== 200 || encoding !== undefined) return about;
      const bytes = Buffer.from(body);
      return {
        ...about,
        document: await readDocument(bytes),
        digest: createHash('sha256').update(bytes).digest('base64'),
      };
    },
  };
}
