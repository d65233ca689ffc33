import type { DnsTrouble, Failure } from '../../model/failure.ts';

/** Why a question to the DNS had no answer. */
export const troubleOf = (failure: Failure): DnsTrouble => (failure.kind === 'dns' ? failure.trouble : 'timeout');
