import { STATUS_CODES } from 'node:http';
import type { WebPage, WebPlan } from '../plan.ts';
import type { Connection } from './connection.ts';

/** One question and its answer, as HTTP/1.1 has them (RFC 9112); then the connection ends. */
export async function converseWeb(connection: Connection, { pages }: WebPlan): Promise<void> {
  const [, path = ''] = (await connection.line()).split(' ');
  while ((await connection.line()) !== '');
  const { status = 200, type = 'text/plain', location, body = '' }: WebPage = pages[path] ?? { status: 404 };
  connection.close(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Other'}`,
    `Content-Type: ${type}`,
    ...(location === undefined ? [] : [`Location: ${location}`]),
    'Connection: close',
    '',
    body.replace(/\r\n$/, ''),
  );
}
