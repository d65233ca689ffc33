import { describe, expect, test } from 'vitest';
import type { ConfirmReason } from '../../../src/model/target.ts';
import { runAgainst } from '../../hostile/real-run.ts';
import { wires } from '../../hostile/sasl-wires.ts';
import { hear, hostName, say } from '../../hostile/scripted-server.ts';
import { password } from '../../hostile/withstand.ts';

const { imap } = wires;
const takesPlain = [...imap.offering('PLAIN'), hear('AUTHENTICATE PLAIN'), say(imap.refuse)];
/** Runs against a server without TLS, and tells whether the password went out. */
async function wasSent(
  target: { readonly allowInsecureAuth?: boolean; readonly confirmedHosts?: readonly string[] },
  confirmHost?: (host: string, why: ConfirmReason) => Promise<boolean>,
): Promise<{ readonly sent: boolean; readonly remarks: string }> {
  const { evidence, server } = await runAgainst('imap', 'none', takesPlain, {
    target,
    ...(confirmHost === undefined ? {} : { confirmHost }),
  });
  const proof = Buffer.from(`\0ann@lab.test\0${password}`).toString('base64');
  return { sent: server.clear.includes(proof), remarks: evidence.remarks.join() };
}

describe('a password over plain text to another machine', () => {
  test('is not sent, whoever is asked', async () => {
    expect((await wasSent({}, async () => true)).sent).toBe(false);
  });

  test('is not sent by the flag alone, and the report says what is missing', async () => {
    const { sent, remarks } = await wasSent({ allowInsecureAuth: true });
    expect(sent).toBe(false);
    expect(remarks).toContain('to another one it goes so only with --confirm-host HOST');
  });

  test('is sent when the host is named for it as well, and the report says so', async () => {
    const { sent, remarks } = await wasSent({ allowInsecureAuth: true, confirmedHosts: [hostName] });
    expect(sent).toBe(true);
    expect(remarks).toContain(`also to ${hostName} (--confirm-host)`);
  });

  test.each([true, false])('is sent or not as a person says: %s', async (answer) => {
    const asked: string[] = [];
    const { sent } = await wasSent({ allowInsecureAuth: true }, async (host, why) => {
      asked.push(`${host} ${why}`);
      return answer;
    });
    expect(sent).toBe(answer);
    expect(asked).toEqual([`${hostName} unprotected`]);
  });
});
