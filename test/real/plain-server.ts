import { createServer, type Socket } from 'node:net';
import { loopback } from './servers.ts';

export interface PlainServer {
  readonly type: 'smtp' | 'imap' | 'pop3';
  readonly port: number;
  readonly connections: number;
  /** Every line that a client sent. */
  readonly heard: readonly string[];
  stop(): Promise<void>;
}

const greetings = {
  smtp: '220 mail.lab.test ESMTP',
  imap: '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] ready',
  pop3: '+OK ready',
} as const;

/** A server that offers no STARTTLS, and takes any password in plain text. */
export async function startPlainServer(type: PlainServer['type']): Promise<PlainServer> {
  const heard: string[] = [];
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    connections++;
    socket.on('error', () => {});
    socket.write(`${greetings[type]}\r\n`);
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = `${rest}${chunk.toString('latin1')}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        heard.push(line);
        socket.write(`${answer(type, line)}\r\n`);
        if (/\b(?:QUIT|LOGOUT)$/i.test(line)) socket.end();
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, loopback, done));
  return {
    type,
    port: (server.address() as { port: number }).port,
    heard,
    get connections() {
      return connections;
    },
    stop: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}

function answer(type: PlainServer['type'], line: string): string {
  if (type === 'smtp') {
    if (/^(?:EHLO|HELO) /i.test(line)) return '250-mail.lab.test\r\n250 AUTH PLAIN LOGIN';
    return /^AUTH /i.test(line) ? '235 ok' : /^STARTTLS/i.test(line) ? '502 unknown' : '250 ok';
  }
  if (type === 'pop3') {
    if (/^CAPA/i.test(line)) return '+OK\r\nUSER\r\nSASL PLAIN LOGIN\r\n.';
    return /^STLS/i.test(line) ? '-ERR unknown' : '+OK';
  }
  const [tag = '*', command = ''] = line.split(' ');
  if (/^CAPABILITY$/i.test(command)) return `* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN\r\n${tag} OK done`;
  return /^STARTTLS$/i.test(command) ? `${tag} BAD unknown` : `${tag} OK done`;
}
