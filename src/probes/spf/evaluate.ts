import type { Io } from '../../model/io.ts';
import { asciiHostName } from '../../protocols/dns-names.ts';
import { canonicalIp, unmap } from '../../protocols/ip.ts';
import type { Asker } from '../dns/look-up.ts';
import type { SpfCheck, SpfEvaluation, SpfStep } from '../facts/spf.ts';
import { patiently } from '../patience.ts';
import { checkHost } from './check-host.ts';
import { explain } from './explanation.ts';
import { openQuestions } from './questions.ts';
import { type SpfLimits, type SpfRun, spfLimits } from './run.ts';

/** Who sends what from where. */
export interface SpfSubject {
  /** The sending address. */
  readonly ip: string;
  /** MAIL FROM; `postmaster` at the HELO name when it is left out or empty (RFC 7208 section 2.4). */
  readonly sender?: string;
  /** The name in HELO or EHLO. */
  readonly helo: string;
  /** The domain whose policy is asked; the sender's when left out. */
  readonly domain?: string;
  /** Who checks, for explanations. */
  readonly receiver?: string;
}

/**
 * check_host() of RFC 7208 section 4: may this address send for this sender? What the DNS does is in the result; the
 * only error is a RangeError for an `ip` that is none.
 */
export const evaluateSpf = (
  subject: SpfSubject,
  io: Pick<Io, 'resolver' | 'now'>,
  by: Asker,
  limits: SpfLimits = spfLimits,
): Promise<SpfEvaluation> =>
  patiently(limits.deadlineMs, by.signal, (signal) =>
    evaluated(subject, newRun(subject, io, { ...by, signal }, limits)),
  );

async function evaluated(subject: SpfSubject, run: SpfRun): Promise<SpfEvaluation> {
  const domain = plainDomain(subject.domain ?? run.senderDomain);
  const checked = await checkHost(run, domain);
  const explanation =
    checked.check.result === 'fail' && checked.exp !== undefined ? await explain(run, checked.exp) : undefined;
  return {
    ip: run.ip,
    sender: run.sender,
    helo: run.helo,
    result: checked.check.result,
    ...placeOf(checked.check),
    lookups: run.lookups,
    voids: run.voids,
    questions: run.questions.count,
    ...(explanation === undefined ? {} : { explanation }),
    check: checked.check,
  };
}

function newRun(subject: SpfSubject, io: Pick<Io, 'resolver' | 'now'>, by: Asker, limits: SpfLimits): SpfRun {
  const ip = canonicalIp(unmap(subject.ip));
  if (ip === undefined) throw new RangeError(`not an IP address: ${subject.ip}`);
  const { helo, receiver = 'unknown' } = subject;
  const sender = subject.sender === undefined || subject.sender === '' ? helo : subject.sender;
  const at = sender.lastIndexOf('@');
  // RFC 7208 section 4.3: a sender without local part is the postmaster.
  const local = at > 0 ? sender.slice(0, at) : 'postmaster';
  const senderDomain = plainDomain(sender.slice(at + 1));
  return {
    ip,
    sender: `${local}@${senderDomain}`,
    local,
    senderDomain,
    helo,
    receiver,
    seconds: Math.floor(io.now().getTime() / 1000),
    limits,
    questions: openQuestions(io.resolver, by, limits),
    lookups: 0,
    voids: 0,
  };
}

/** Without the dot of the root; A-labels, where the name can be written with them. */
function plainDomain(name: string): string {
  const plain = name.endsWith('.') ? name.slice(0, -1) : name;
  return /^[\0-\x7f]*$/.test(plain) ? plain : (asciiHostName(plain) ?? plain);
}

/** Follows the steps that decided down to the last one. */
function placeOf(check: SpfCheck): Pick<SpfEvaluation, 'where' | 'problem'> {
  const domains: string[] = [];
  let last: SpfStep | undefined;
  let at: SpfCheck | undefined = check;
  while (at !== undefined) {
    domains.push(at.domain);
    const step: SpfStep | undefined = at.steps.find(({ outcome }) => outcome === 'match' || outcome === 'error');
    const problem = at.problem ?? step?.problem;
    if (problem !== undefined) {
      return { where: { domains, ...(step === undefined ? {} : { text: step.text, at: step.at }) }, problem };
    }
    last = step;
    at = step?.inner;
  }
  return { where: { domains, ...(last === undefined ? {} : { text: last.text, at: last.at }) } };
}
