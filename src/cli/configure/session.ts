import type { Command } from '../../commands/command.ts';
import type { Options } from '../../commands/options.ts';
import type { StartedScenario } from '../../lab/start.ts';
import type { Prompts } from '../prompts.ts';
import type { Screen } from '../run.ts';
import type { Shell } from '../shell.ts';

/** Everything that the steps of `mailcheck configure` share. */
export interface Session {
  readonly command: Command;
  readonly options: Options;
  readonly shell: Shell;
  readonly screen: Screen;
  /** Undefined where nobody can be asked. */
  readonly prompts: Prompts | undefined;
  readonly lab: StartedScenario | undefined;
}
