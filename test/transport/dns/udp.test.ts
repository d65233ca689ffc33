import { expect, test } from 'vitest';
import { encodeQuestion } from '../../../src/transport/dns/question.ts';
import { createUdpPool } from '../../../src/transport/dns/udp.ts';

/** Nobody listens there; of the ports that the system gives away, a socket of somebody else may be the next owner. */
const closedPort = 1;

test('many questions to a closed port fail, each once, whatever reports the error', async () => {
  const pool = createUdpPool('127.0.0.1', closedPort);
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
