import type { DnsTrouble } from '../../model/failure.ts';

/** Response codes that are told apart (RFC 1035 section 4.1.1). */
export const rcodes = { noError: 0, formErr: 1, servFail: 2, nxDomain: 3, refused: 5 } as const;

const names = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** As tools print it: `SERVFAIL`. */
export const rcodeName = (rcode: number): string => names[rcode] ?? `RCODE ${rcode}`;

/** Undefined for what is an answer: NOERROR and NXDOMAIN. */
export function troubleOf(rcode: number): DnsTrouble | undefined {
  if (rcode === rcodes.noError || rcode === rcodes.nxDomain) return undefined;
  if (rcode === rcodes.servFail) return 'servfail';
  return rcode === rcodes.refused ? 'refused' : 'other-rcode';
}
