import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { judge, writeEvidence } from '../index.ts';
import { announceColor, type ColorLevel, colorLevel } from './color.ts';
import { exitCode, exitCodes } from './exit-codes.ts';
import { gathered } from './gathered.ts';
import { planOutputs } from './outputs.ts';
import { writePrivateFile } from './private-file.ts';
import { createPrompts, isContinuousIntegration, mayAsk } from './prompts.ts';
import { replayed } from './replayed.ts';
import type { Shell } from './shell.ts';
import { showReport } from './show-report.ts';
import { showZone } from './show-zone.ts';

/** What was decided about the terminal before anything was shown. */
export interface Screen {
  /** Lines may change in place on stderr. */
  readonly live: boolean;
  readonly color: boolean;
  readonly stdoutColor: ColorLevel;
}

/** A command that asks servers, or judges saved evidence: from options to exit code. */
export async function run(
  command: Command,
  argument: string | undefined,
  options: Options,
  shell: Shell,
): Promise<number> {
  const outputs = await planOutputs(options, shell.cwd);
  const machine = outputs.stdout !== 'text';
  const screen = decideScreen(options, shell, machine);
  const prompts = mayAsk({ ...options, machine }, { ...shell, stderr: shell.terminal })
    ? createPrompts(shell)
    : undefined;
  const streamed = outputs.stdout === 'ndjson' && options.replay === undefined;
  const session =
    options.replay === undefined
      ? await gathered({ command, argument, options, shell, prompts, screen, stream: streamed })
      : { evidence: await replayed(options.replay, argument, shell), settle: () => {} };
  const report = judge(session.evidence);
  session.settle(report);
  if (options.save !== undefined) {
    await writePrivateFile({ option: '--save', path: options.save, cwd: shell.cwd }, writeEvidence(session.evidence));
  }
  if (options.generate === true) await showZone(session.evidence, report, shell);
  else await showReport(report, outputs, { options, shell, color: screen.stdoutColor, streamed });
  if (shell.stoppedBy() !== undefined) return exitCodes.interrupted;
  // Nobody read to the end: what the run could not say is not said by its exit code either.
  if (options.replay === undefined && report.interrupted === 'signal') return exitCodes.unknown;
  return exitCode(report, options.failOn ?? 'error');
}

/** To be asked once, before anything is shown. */
export function decideScreen(options: Options, shell: Shell, machine: boolean): Screen {
  const wishes = { ...options, env: shell.env };
  // Both before the environment is changed for ora and inquirer.
  const stdoutColor = colorLevel(shell.stdoutStream, wishes);
  const color = colorLevel(shell.terminal, wishes);
  announceColor(color, shell.env);
  const live =
    shell.terminal.isTTY === true &&
    !machine &&
    options.quiet !== true &&
    !isContinuousIntegration(shell.env) &&
    shell.env.TERM !== 'dumb';
  return { live, color: color > 0, stdoutColor };
}
