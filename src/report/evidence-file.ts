import type { Evidence } from '../model/report.ts';
import { asciiJson } from './encode.ts';

/** The file that `--save` writes: one JSON object, in ASCII. `readEvidence` reads it. */
export const writeEvidence = (evidence: Evidence): string => `${asciiJson(evidence, 1)}\n`;
