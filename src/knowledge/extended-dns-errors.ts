/**
 * Extended DNS errors that tell why a signature did not hold (RFC 8914 section 4, and the IANA registry "Extended DNS
 * Error Codes", read on 2026-11-24). Code 6 is not here: it says that validation failed, and no more.
 */
const reasons: Readonly<Record<number, string>> = {
  1: 'a key algorithm that the resolver does not know',
  2: 'a kind of DS record that the resolver does not know',
  5: 'it cannot be told whether it is signed',
  7: 'a signature has expired',
  8: 'a signature is not valid yet',
  9: 'the key that the parent’s DS record names is missing',
  10: 'signatures are missing',
  11: 'the key is not meant for zones',
  12: 'the proof that a name is missing is missing itself',
  27: 'a kind of NSEC3 that the resolver does not accept',
};

/** Why validation failed, in words, by the first code that tells. */
export const reasonOfError = (codes: readonly number[]): string | undefined =>
  codes.map((code) => reasons[code]).find((reason) => reason !== undefined);
