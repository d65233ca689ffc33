import { redactKnown } from '../settings/known-secrets.ts';
import type { Shell } from './shell.ts';

/** The last resort: a fault of ours and where it arose, without secrets. */
export function reportOwnFault(error: unknown, shell: Pick<Shell, 'say' | 'secrets'>): void {
  const fault = error instanceof Error ? error : new Error(String(error));
  const oneLine = (text: string) => redactKnown(text, shell.secrets).replaceAll('\n', ' ');
  shell.say(`mailcheck: this is a fault of mailcheck itself: ${oneLine(`${fault.name}: ${fault.message}`)}`);
  const where = (fault.stack ?? '').split('\n').find((line) => /^\s+at /.test(line));
  if (where !== undefined) shell.say(`  ${oneLine(where.trim())}`);
}
