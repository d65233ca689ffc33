import { a } from './a.ts';
import { all } from './all.ts';
import { evaluation } from './evaluation.ts';
import { exists } from './exists.ts';
import { include } from './include.ts';
import { initial } from './initial.ts';
import { limits } from './limits.ts';
import { lookup } from './lookup.ts';
import { macros } from './macros.ts';
import { modifiers } from './modifiers.ts';
import { mx } from './mx.ts';
import { ip4, ip6 } from './networks.ts';
import { onceWrong } from './once-wrong.ts';
import { ptr } from './ptr.ts';
import { selection } from './selection.ts';
import type { Situations } from './situation.ts';

/** Every situation of the test suite that implementers of RFC 7208 share, and some more. */
export const situations: readonly Situations[] = [
  initial,
  lookup,
  selection,
  evaluation,
  all,
  ptr,
  a,
  include,
  mx,
  exists,
  ip4,
  ip6,
  modifiers,
  macros,
  limits,
  onceWrong,
];
