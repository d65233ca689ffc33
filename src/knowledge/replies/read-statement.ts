import type { Candidate, Reading, RunnerUp } from '../../model/reading.ts';
import { type Claim, claimIn, type Meaning, meets } from './claims.ts';
import type { Phrase } from './phrase.ts';
import { phrases } from './phrases.ts';
import { imapStatus, responseCodes } from './response-codes.ts';
import { basicCodes, enhancedClaim } from './smtp-codes.ts';
import type { Statement } from './statement.ts';

/**
 * What a refusing text means: codes are trusted before words where their definition is narrow; where servers use one
 * code for many things, the words decide and the code is the fallback. A text that refuses nothing, and one that nobody
 * can read, is `unknown`: a wrong meaning is worse.
 */
export function readStatement(said: Statement): Reading {
  const word = (said.code ?? '').split(' ', 1)[0]!.toUpperCase();
  // RFC 5530: the one code that reproaches the client although the command succeeded.
  if (isPositive(said)) {
    return word === 'CLIENTBUG' ? sureReading('client-error', 'response code CLIENTBUG') : unread;
  }
  const claim = codeClaim(said, word);
  const named = claim === undefined ? undefined : { cause: claim.meaning, because: nameOfCode(said, word) };
  const spoken = matches(said);
  const allowed = spoken.filter(
    ({ cause }) => claim?.yieldsTo === undefined || claim.yieldsTo === 'anything' || claim.yieldsTo.includes(cause),
  );
  const best = claim !== undefined && claim.yieldsTo === undefined ? named : (allowed[0] ?? named);
  if (best === undefined) return unread;
  const both = named !== undefined && spoken[0]?.cause === named.cause;
  const confidence =
    both || (claim !== undefined && claim.yieldsTo === undefined)
      ? 'certain'
      : best === named && claim?.yieldsTo === 'anything'
        ? 'possible'
        : 'likely';
  return {
    cause: best.cause,
    confidence,
    because: both && best !== named ? `${best.because}; ${named?.because}` : best.because,
    alternatives: runnersUp(best, named, spoken, allowed),
  };
}

const unread: Reading = { cause: 'unknown', alternatives: [] };
const sureReading = (cause: Meaning, because: string): Reading => ({
  cause,
  confidence: 'certain',
  because,
  alternatives: [],
});

/**
 * A reply that refuses nothing. A log line may quote an earlier `250` and refuse by the code behind it; an alert (RFC 9051
 * section 7.1) and a SASL challenge may hold bad news.
 */
export const isPositive = ({ status = '', enhanced = '', code = '', plain }: Statement): boolean =>
  /^(?:2|3|OK|\+OK|PREAUTH)/i.test(status) &&
  !/^[45]/.test(enhanced) &&
  !/^ALERT\b/i.test(code) &&
  !(status === '334' && plain.includes('"status"'));

function runnersUp(
  best: Candidate,
  named: Candidate | undefined,
  spoken: readonly Candidate[],
  allowed: readonly Candidate[],
): RunnerUp[] {
  const others = [
    ...spoken
      .filter((one) => !allowed.includes(one))
      .map((one) => ({ ...one, against: 'the code means something else by its definition' })),
    ...allowed.map((one) => ({ ...one, against: 'other words of the text say it more precisely' })),
    ...(named === undefined
      ? []
      : [{ ...named, against: 'servers use this code for many things; the words are more precise' }]),
  ];
  const seen = new Set([best.cause]);
  return others.filter(({ cause }) => !seen.has(cause) && seen.add(cause));
}

function codeClaim({ protocol, status = '', enhanced, stages }: Statement, word: string): Claim | undefined {
  if (protocol === 'imap' || protocol === 'pop3' || protocol === 'sieve') {
    return (
      claimIn(responseCodes[protocol], word, stages) ??
      (protocol === 'imap' ? claimIn(imapStatus, status.toUpperCase(), stages) : undefined)
    );
  }
  return (enhanced === undefined ? undefined : enhancedClaim(enhanced, stages)) ?? claimIn(basicCodes, status, stages);
}

const nameOfCode = ({ protocol, status, enhanced }: Statement, word: string): string =>
  protocol === 'smtp' || protocol === undefined
    ? enhanced === undefined
      ? `code ${status}`
      : `enhanced status code ${enhanced}`
    : word === ''
      ? `status ${status}`
      : `response code ${word}`;

/** Every phrase that matches, in order: the first is believed. */
function matches(said: Statement): Candidate[] {
  return phrases.flatMap((phrase) => {
    if (!fits(phrase, said)) return [];
    const found = phrase.pattern.exec(said.plain);
    return found === null ? [] : [{ cause: phrase.meaning, because: `"${found[0].trim().slice(0, 120)}"` }];
  });
}

const fits = ({ at, only, of, when }: Phrase, { protocol, status, enhanced, stages }: Statement): boolean => {
  const klass = classOf({ status, enhanced });
  return (
    meets(at, stages) &&
    (only === undefined || (stages.length > 0 && stages.every((one) => only.includes(one)))) &&
    (of === undefined || protocol === undefined || of.includes(protocol)) &&
    (when === undefined || klass === when)
  );
};

/** The class of an SMTP reply; `uncoded` for the texts of programs. */
export function classOf({
  status,
  enhanced,
}: {
  readonly status?: string | undefined;
  readonly enhanced?: string | undefined;
}): 'temporary' | 'permanent' | 'uncoded' | 'other' {
  const digit = (status ?? enhanced ?? '').charAt(0);
  return digit === '4' ? 'temporary' : digit === '5' ? 'permanent' : digit === '' ? 'uncoded' : 'other';
}
