import { STATUS_CODES } from 'node:http';
import type { WebPage, WebPlan } from '../plan.ts';
import type { Connection } from './connection.ts';

/** A question as it came in. */
export interface WebQuestion {
  readonly host: string;
  readonly method: string;
  /** With what follows a `?`. */
  readonly path: string;
  /** By name, lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** One question and its answer, as HTTP/1.1 has them (RFC 9112); then the connection ends. */
export async function converseWeb(
  connection: Connection,
  { host, pages }: WebPlan,
  note: (question: WebQuestion) => void,
): Promise<void> {
  const [method = '', path = ''] = (await connection.line()).split(' ');
  const headers = new Map<string, string>();
  for (let line = await connection.line(); line !== ''; line = await connection.line()) {
    const [name = '', value = ''] = line.split(/:\s*(.*)/s);
    headers.set(name.toLowerCase(), value);
  }
  const sent = await connection.bytes(Number(headers.get('content-length') ?? 0));
  note({ host, method, path, headers, body: sent.toString('utf8') });
  const [place = ''] = path.split('?');
  const { status = 200, type = 'text/plain', location, body = '' }: WebPage = pages[place] ?? { status: 404 };
  connection.close(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Other'}`,
    `Content-Type: ${type}`,
    ...(location === undefined ? [] : [`Location: ${location}`]),
    'Connection: close',
    '',
    body.replace(/\r\n$/, ''),
  );
}
