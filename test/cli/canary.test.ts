import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StartedScenario, startScenario } from '../../src/lab/start.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const host = 'mail.lab.test';
const [ca, password] = [join(folder, 'ca.pem'), join(folder, 'password')];
let lab: StartedScenario;

beforeAll(async () => {
  lab = await startScenario('healthy');
  writeFileSync(ca, lab.network.roots?.pem.join('\n') ?? '');
  writeFileSync(password, lab.password.reveal(), { mode: 0o600 });
});
afterAll(() => lab.close());

/** The password as it is, and in the encodings that protocols and formats put it into. */
function forms(secret: string, user: string): readonly string[] {
  const texts = [secret, `\0${user}\0${secret}`, `${user}\0${user}\0${secret}`];
  return texts.flatMap((text) => {
    const bytes = Buffer.from(text);
    const base64 = bytes.toString('base64').replace(/=+$/, '');
    return [text, base64, base64.slice(0, -2), bytes.toString('base64url'), bytes.toString('hex')];
  });
}

const portOf = (protocol: string, security: string): string => {
  const found = lab.listeners.find((one) => one.protocol === protocol && one.security === security && one.port !== 25);
  return found?.at.split(':')[1] ?? '';
};

describe('the password is in no output', () => {
  test.each([
    ['imap', 'tls', 'PLAIN', 'text'],
    ['imap', 'starttls', 'SCRAM-SHA-256', 'ndjson'],
    ['imap', 'tls', 'LOGIN', 'json'],
    ['smtp', 'tls', 'PLAIN', 'ndjson'],
    ['smtp', 'starttls', 'LOGIN', 'text'],
    ['smtp', 'tls', 'CRAM-MD5', 'json'],
    ['pop3', 'tls', 'PLAIN', 'text'],
    ['pop3', 'starttls', 'LOGIN', 'json'],
  ])('%s with %s and %s as %s', async (protocol, security, mechanism, format) => {
    const saved = join(folder, `${protocol}-${security}-${mechanism}.json`);
    const ended = await call([
      ...[protocol, `${host}:${portOf(protocol, security)}`, '--security', security, '--resolve', `${host}=127.0.0.1`],
      ...['--ca', ca, '--user', lab.user, '--password-file', password, '--mechanism', mechanism],
      ...['--format', format, '--transcript', '--verbose', '--save', saved, '--fail-on', 'critical'],
    ]);
    const evidence = readFileSync(saved, 'utf8');
    // The password was used: its login stands in the evidence.
    expect(evidence).toMatch(/"fact": ?"auth\/login"[\s\S]{0,400}"status": ?"observed"/);
    const everything = ended.stdout + ended.stderr + evidence;
    for (const form of forms(lab.password.reveal(), lab.user)) expect(everything).not.toContain(form);
  });

  test('nor when it is refused, and the program is stopped by its own fault', async () => {
    const refused = join(folder, 'refused');
    const secret = 'kAn4ry+refused/pass=word';
    writeFileSync(refused, secret, { mode: 0o600 });
    const fault = join(folder, 'fault.mjs');
    writeFileSync(fault, `JSON.parse = () => { throw new Error(${JSON.stringify(secret)}); };`);
    const args = [
      ...['imap', `${host}:${portOf('imap', 'tls')}`, '--security', 'tls', '--resolve', `${host}=127.0.0.1`],
      ...['--ca', ca, '--user', lab.user, '--password-file', refused, '--transcript'],
    ];
    const [normal, broken] = [await built.call(args), await built.call(args, { nodeArguments: ['--import', fault] })];
    expect(normal.code).toBe(1);
    expect(broken.code).toBe(70);
    expect(broken.stderr).toContain('this is a fault of mailcheck itself: Error: [secret]');
    for (const form of forms(secret, lab.user)) {
      expect(normal.stdout + normal.stderr + broken.stdout + broken.stderr).not.toContain(form);
    }
  });
});
