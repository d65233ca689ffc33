import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Options } from '../commands/options.ts';
import { loadScenarios } from '../lab/catalogue.ts';
import { shownBy } from '../lab/scenario.ts';
import type { StartedScenario } from '../lab/start.ts';
import { exitCodes } from './exit-codes.ts';
import { openLab } from './lab-session.ts';
import type { Shell } from './shell.ts';

/** `mailcheck lab [scenario]`: serves until Ctrl-C, or lists the scenarios. */
export async function serveLab(id: string | undefined, options: Options, shell: Shell): Promise<number> {
  if (options.list === true) {
    const lines = (await loadScenarios()).map((one) => `${one.id.padEnd(30)} ${one.title}`);
    await shell.stdout.write(`${lines.join('\n')}\n`);
    return exitCodes.fine;
  }
  const lab = await openLab(id ?? 'healthy');
  // The secrets are new in each world; files keep them out of arguments, screens and shell histories.
  const folder = await mkdtemp(join(tmpdir(), 'mailcheck-lab-'));
  try {
    await writeFile(join(folder, 'password'), `${lab.password.reveal()}\n`, { mode: 0o600 });
    await writeFile(join(folder, 'ca.pem'), (lab.network.roots?.pem ?? []).join('\n'), { mode: 0o600 });
    await shell.stdout.write(directions(lab, folder));
    await new Promise<void>((resolve) => {
      if (shell.signal.aborted) resolve();
      // Nothing else keeps the process up once every client is gone.
      const keep = setInterval(() => {}, 60_000);
      shell.signal.addEventListener('abort', () => {
        clearInterval(keep);
        resolve();
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await lab.close();
  }
  return exitCodes.fine;
}

function directions(lab: StartedScenario, folder: string): string {
  const rows = lab.listeners.map(({ protocol, host, port, security, at }) => {
    const mode = ['dns', 'http', 'https'].includes(protocol) ? '' : security;
    return `  ${at.padEnd(17)} ${protocol.padEnd(6)}${mode.padEnd(10)} stands for ${host}:${port}`;
  });
  const first = lab.listeners.find(({ protocol, security }) => protocol === 'imap' && security === 'tls');
  const port = first?.at.split(':')[1];
  return [
    `${lab.scenario.title}. ${lab.scenario.story}`,
    '',
    ...rows,
    '',
    `Account    ${lab.address}, user ${lab.user}`,
    `Password   in ${join(folder, 'password')}`,
    `Authority  in ${join(folder, 'ca.pem')}`,
    '',
    'Diagnose it:',
    `  ${shownBy(lab.scenario)}`,
    ...(first === undefined
      ? []
      : [
          'Or reach one server as it is:',
          `  mailcheck imap ${first.host}:${port} --security tls --resolve ${first.host}=127.0.0.1 \\`,
          `    --ca ${join(folder, 'ca.pem')} --user ${lab.user} --password-file ${join(folder, 'password')}`,
        ]),
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}
