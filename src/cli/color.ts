/** 0 none, 1 sixteen colours, 2 256 colours, 3 true colour: chalk's levels. */
export type ColorLevel = 0 | 1 | 2 | 3;

export interface ColorWishes {
  /** False with `--no-color`. */
  readonly color?: boolean;
  readonly env: NodeJS.ProcessEnv;
}

interface Stream {
  readonly isTTY?: boolean;
  getColorDepth?(env?: object): number;
}

/**
 * The one place that decides on colour, for one stream. `--no-color` is strongest, then FORCE_COLOR, NO_COLOR
 * (no-color.org: any value but the empty one), TERM=dumb, and whether the stream is a terminal.
 */
export function colorLevel(stream: Stream, { color, env }: ColorWishes): ColorLevel {
  if (color === false) return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) {
    if (forced === '0' || forced === 'false') return 0;
    return forced === '2' ? 2 : forced === '3' ? 3 : 1;
  }
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 0;
  if (env.TERM === 'dumb' || stream.isTTY !== true) return 0;
  const depth = stream.getColorDepth?.(env) ?? 1;
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}

/**
 * ora and inquirer ask the environment, not the stream (they colour a redirected stderr): tell them what was decided.
 * To be called before either is loaded.
 */
export function announceColor(level: ColorLevel, env: NodeJS.ProcessEnv): void {
  if (level === 0) {
    env.NO_COLOR = '1';
    delete env.FORCE_COLOR;
  } else {
    env.FORCE_COLOR = String(level);
    delete env.NO_COLOR;
  }
}
