import { Chalk, type ChalkInstance } from 'chalk';

/** How a text report looks. */
export interface Style {
  /** chalk's levels: 0 none, 1 sixteen colours, 2 256 colours, 3 true colour. */
  readonly color: 0 | 1 | 2 | 3;
  /** Columns. */
  readonly width: number;
  /** Whole conversations after the causes. */
  readonly transcript: boolean;
  /** What is in order and what is not known, where only trouble is told otherwise. */
  readonly verbose: boolean;
}

export const plainStyle: Style = { color: 0, width: 80, transcript: false, verbose: false };

export const inkOf = ({ color }: Style): ChalkInstance => new Chalk({ level: color });
