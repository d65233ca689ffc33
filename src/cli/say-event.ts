import type { RunEvent } from '../model/probe.ts';
import { label } from '../model/subject.ts';
import type { Shell } from './shell.ts';

/** `--verbose` without a live terminal: one plain line for each fact. */
export function sayEvent(event: RunEvent, shell: Pick<Shell, 'say'>): void {
  if (event.type !== 'observed') return;
  const { fact, subject, outcome, span } = event.observation;
  if (outcome.status === 'skipped') return;
  const seconds = ((span.startedAt + span.ms) / 1000).toFixed(2).padStart(6);
  const what = outcome.status === 'failed' ? `failed: ${outcome.failure.kind}` : outcome.status;
  shell.say(`${seconds} s  ${fact} at ${label(subject)}: ${what}`);
}
