import type { Options } from '../commands/options.ts';
import { toolOf } from '../gather.ts';
import { judge, writeEvidence } from '../index.ts';
import type { StartedScenario } from '../lab/start.ts';
import { type Checked, checkMany } from '../many-lists.ts';
import type { ListTally } from '../model/listing.ts';
import type { ListWishes } from '../model/target.ts';
import { isWorthTelling, renderTarget, type Style, targetRow } from '../report/format.ts';
import { fairUse } from '../settings/fair-use.ts';
import { redactKnown } from '../settings/known-secrets.ts';
import type { ListChoice } from '../settings/list-choice.ts';
import { toNetworkSettings } from '../settings/network.ts';
import { toSystemNetwork } from '../settings/system-network.ts';
import { exitCode, exitCodes } from './exit-codes.ts';
import { isLarge, planText, refuseOverQuota } from './fair-use-plan.ts';
import { chosenLists } from './list-keys.ts';
import { createManyProgress } from './many-progress.ts';
import { type Outputs, planOutputs } from './outputs.ts';
import { type NamedFile, writePrivateFile } from './private-file.ts';
import { isContinuousIntegration } from './prompts.ts';
import { createCursor, type ResumeState, readState, removeState, writeState } from './resume-state.ts';
import { decideScreen, type Screen } from './run.ts';
import type { Shell } from './shell.ts';
import { showReport } from './show-report.ts';
import { countTargets } from './target-counts.ts';
import type { TargetFile, TargetText } from './target-file.ts';
import { usable } from './usable.ts';
import { UsageError } from './usage-error.ts';

const stateEveryMs = 2_000;

/** `mailcheck blacklist --file` about more targets than a report can hold: each is told as it is known. */
export async function manyTargets(options: Options, shell: Shell, file: TargetFile): Promise<number> {
  const outputs = await planOutputs(options, shell.cwd);
  if (outputs.stdout === 'json') {
    throw new UsageError(
      '--format json would hold all targets in memory.',
      'Use --format ndjson: a line for each target.',
    );
  }
  const idle = options.mine === true ? '--mine' : options.transcript === true ? '--transcript' : undefined;
  if (idle !== undefined) throw new UsageError(`${idle} has no place in a run about so many targets.`);
  const { openLab } = await import('./lab-session.ts');
  const lab = options.lab === undefined ? undefined : await openLab(options.lab);
  try {
    return await stream({
      options,
      shell,
      file,
      outputs,
      lab,
      screen: decideScreen(options, shell, outputs.stdout !== 'text'),
    });
  } finally {
    await lab?.close();
  }
}

interface Run {
  readonly options: Options;
  readonly shell: Shell;
  readonly file: TargetFile;
  readonly outputs: Outputs;
  readonly lab: StartedScenario | undefined;
  readonly screen: Screen;
}

async function stream(run: Run): Promise<number> {
  const { options, shell, outputs, lab, screen } = run;
  const lists = await chosenLists(options, shell);
  const settings = usable(toNetworkSettings(options));
  const network = lab?.network ?? usable(toSystemNetwork(settings));
  const allowPrivate = options.allowPrivate === true || lab !== undefined;
  const state = await stateOf(run, lists);
  const cursor = createCursor(state ?? { line: -1 - (options.targets ?? []).length, end: 0, ahead: [] });
  const counted = await countTargets(targetsOf(run), allowPrivate);
  const before = state === undefined ? 0 : totalOf(state.tally);
  const plan = fairUse(counted.kinds, lists.lists, options.rate);
  refuseOverQuota(plan, options.yes === true);
  if (options.quiet !== true && isLarge(plan)) shell.say(planText(plan, counted.targets));

  async function* targets(): AsyncGenerator<TargetText> {
    for await (const one of targetsOf(run, state)) {
      cursor.begin(one);
      if (cursor.isDone(one.line)) cursor.done(one.line);
      else yield one;
    }
  }
  const many = checkMany({
    targets: targets(),
    wishes: wishesOf(options),
    lists,
    network,
    tool: toolOf(network),
    limits: settings.limits,
    allowPrivate,
    ordered: options.unordered !== true,
    signal: deadlined(shell.signal, options.deadline),
    ...(options.rate === undefined ? {} : { rate: options.rate }),
    ...(options.ipv4 === true ? { family: 4 as const } : options.ipv6 === true ? { family: 6 as const } : {}),
    ...(state === undefined ? {} : { before: state.tally }),
  });
  const progress = createManyProgress(shell, {
    total: counted.targets,
    before,
    live: shell.terminal.isTTY === true && shell.env.TERM !== 'dumb' && !isContinuousIntegration(shell.env),
    quiet: options.quiet === true,
    now: () => performance.now(),
  });
  const stateFile = stateFileOf(run);
  const save = async () => {
    if (stateFile === undefined) return;
    await writeState(stateFile, { of: identity(run, lists), ...cursor.value(), tally: many.tally() });
  };
  let done = before;
  let savedAt = performance.now();
  try {
    for await (const one of many.results) {
      const lines = linesFor(one, run);
      if (lines !== '' && shell.stdoutStream.isTTY === true) progress.clear();
      // What nobody reads is not done.
      if (!(await shell.stdout.write(lines))) break;
      cursor.done(one.of.line);
      progress.tell(++done, many.tally().grave);
      if (performance.now() - savedAt < stateEveryMs) continue;
      await save();
      savedAt = performance.now();
    }
  } finally {
    progress.end();
  }
  const isWhole = done === counted.targets;
  if (isWhole && stateFile !== undefined) await removeState(stateFile);
  else await save();
  const evidence = await many.evidence();
  const report = judge(evidence);
  if (options.save !== undefined)
    await writePrivateFile({ option: '--save', path: options.save, cwd: shell.cwd }, writeEvidence(evidence));
  await showReport(report, outputs, { options, shell, color: screen.stdoutColor, streamed: true });
  if (isWhole) return exitCode(report, options.failOn ?? 'error');
  const share = `${done.toLocaleString('en')} of ${counted.targets.toLocaleString('en')} targets are done`;
  shell.say(
    options.resume === undefined
      ? `${share}. With --resume FILE a run can be gone on with.`
      : `${share}; the same call goes on from there. Let it add to what it wrote (>>).`,
  );
  return shell.stoppedBy() !== undefined ? exitCodes.interrupted : exitCodes.unknown;
}

/** The targets of the arguments, then those of the file; a state knows how far they are done. */
async function* targetsOf({ options, file }: Run, from?: ResumeState): AsyncGenerator<TargetText> {
  const { targets = [] } = options;
  for (const [index, text] of targets.entries()) {
    const line = index - targets.length;
    if (from === undefined || line > from.line) yield { text, line, end: 0 };
  }
  yield* file.lines(from === undefined ? undefined : { line: Math.max(0, from.line), end: from.end });
}

function stateFileOf({ options, shell }: Run): NamedFile | undefined {
  return options.resume === undefined ? undefined : { option: '--resume', path: options.resume, cwd: shell.cwd };
}

async function stateOf(run: Run, lists: ListChoice): Promise<ResumeState | undefined> {
  const file = stateFileOf(run);
  return file === undefined ? undefined : readState(file, identity(run, lists));
}

/** What a state is good for. */
const identity = ({ options, file }: Run, { lists }: ListChoice): string =>
  JSON.stringify([
    file.fingerprint,
    options.targets ?? [],
    lists.map(({ zone }) => zone),
    options.role ?? '',
    options.allowPrivate === true,
  ]);

const wishesOf = (options: Options): ListWishes => ({
  subjects: [],
  lists: options.lists ?? ['default'],
  ...(options.role === undefined ? {} : { role: options.role }),
});

const totalOf = ({ grave, light, policy, clean, unknown, notAsked }: ListTally): number =>
  grave + light + policy + clean + unknown + notAsked;

/** The lines of one target: all that was told for programs; for people what is worth it, unless they want all. */
function linesFor({ told }: Checked<TargetText>, { options, shell, outputs, screen }: Run): string {
  if (outputs.stdout === 'ndjson') return redactKnown(told.map(renderTarget).join(''), shell.secrets);
  if (outputs.stdout !== 'text' || options.quiet === true) return '';
  if (options.verbose !== true && !isWorthTelling(told)) return '';
  const style: Style = { color: screen.stdoutColor, width: 80, transcript: false, verbose: false };
  return redactKnown(told.map((one) => `${targetRow(one, style)}\n`).join(''), shell.secrets);
}

/** Many targets take their time; only who wants it has a limit. */
function deadlined(signal: AbortSignal, ms: number | undefined): AbortSignal {
  if (ms === undefined) return signal;
  const controller = new AbortController();
  const stop = () => controller.abort();
  setTimeout(stop, ms).unref();
  signal.addEventListener('abort', stop, { once: true });
  return controller.signal;
}
