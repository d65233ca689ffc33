import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { World } from '../../src/lab/world.ts';

/** A plain line client of one service, over Node's own sockets. */
export interface Client {
  /** Writes lines (if any), and reads up to and with the line that matches. */
  ask(lines: string | readonly string[], until: RegExp): Promise<string[]>;
  /** TLS over the connection, judged by Node. */
  startTls(): Promise<void>;
  /** Everything until the server closes. */
  rest(): Promise<string>;
  /** `close` or the error code of the end. */
  ended: Promise<string>;
  close(): void;
}

export async function openClient(
  world: World,
  port: number,
  options: { readonly tls?: boolean; readonly ip?: string } = {},
): Promise<Client> {
  const route = world.network.route(options.ip ?? '192.0.2.10', port, 'tcp');
  if (route.to === 'nowhere') throw new Error(`port ${port}: ${route.how}`);
  let socket: Socket = connect({ host: route.ip, port: route.port });
  let buffer = '';
  let over = false;
  let wake = () => {};
  const ended = new Promise<string>((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('close', () => resolve('close'));
  });
  const hear = (chunk: Buffer) => {
    buffer += chunk.toString('utf8');
    wake();
  };
  const listen = () => {
    socket.on('data', hear);
    socket.once('close', () => {
      over = true;
      wake();
    });
    socket.on('error', () => {});
  };
  const more = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const startTls = async () => {
    socket.removeListener('data', hear);
    const secured = connectTls({ socket, servername: 'mail.lab.test', ca: [...(world.network.roots?.pem ?? [])] });
    await once(secured, 'secureConnect');
    socket = secured;
    listen();
  };
  await once(socket, 'connect');
  if (options.tls === true) await startTls();
  else listen();
  return {
    async ask(lines, until) {
      const list = typeof lines === 'string' ? (lines === '' ? [] : [lines]) : lines;
      if (list.length > 0) socket.write(list.map((line) => `${line}\r\n`).join(''));
      const read: string[] = [];
      for (;;) {
        const end = buffer.indexOf('\r\n');
        if (end < 0) {
          if (over) throw new Error(`closed after: ${read.join(' / ')}`);
          await more();
          continue;
        }
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        read.push(line);
        if (until.test(line)) return read;
      }
    },
    startTls,
    async rest() {
      while (!over) await more();
      return buffer;
    },
    ended,
    close: () => socket.destroy(),
  };
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
