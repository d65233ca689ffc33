import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { encodeQuestion } from '../../../src/transport/dns/question.ts';
import { createUdpPool } from '../../../src/transport/dns/udp.ts';

/** A UDP port of loopback where nobody listens any more. */
async function closedPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

test('many questions to a closed port fail, each once, whatever reports the error', async () => {
  const pool = createUdpPool('127.0.0.1', await closedPort());
  const question = encodeQuestion('mail.example.org', 'A') as Buffer;
  for (let round = 0; round < 20; round++) {
    const said = await Promise.all(
      Array.from(
        { length: 40 },
        () =>
          new Promise((resolve, reject) => {
            pool.ask({ question: Buffer.from(question), answered: reject, failed: (trouble) => resolve(trouble) });
          }),
      ),
    );
    expect(new Set(said)).toEqual(new Set(['unreachable']));
  }
  pool.close();
});
