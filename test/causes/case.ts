import { causes } from '../../src/causes/catalogue.ts';
import type { Candidate } from '../../src/engine/cases.ts';
import { rank } from '../../src/engine/rank.ts';
import type { Action, Cause } from '../../src/model/cause.ts';
import type { Observation } from '../../src/model/evidence.ts';
import type { Finding } from '../../src/model/finding.ts';
import { type Endpoint, host, type Subject } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { connect, type Offer, offer, securedOffer, tlsSession } from '../../src/probes/facts/mail.ts';
import { endpointOf, findingOf, observed, viewOf } from '../evidence.ts';
import { sessionOf } from '../rules/tls-evidence.ts';

export const name = 'mail.example.org';
export const mailHost = host(name);
export const imaps = endpointOf('imap', 993, 'tls');
export const imap = endpointOf('imap', 143, 'starttls');
export const pop3s = endpointOf('pop3', 995, 'tls');
export const submissions = endpointOf('smtp', 465, 'tls');
export const submission = endpointOf('smtp', 587, 'starttls');
export const exchanger = endpointOf('smtp', 25, 'starttls');

export interface Evidence {
  readonly seen?: readonly Observation[];
  readonly target?: Partial<Target>;
}

/** What a user reads of a cause. */
export interface Told {
  readonly id: string;
  readonly confidence: Candidate['confidence'];
  readonly doubts: readonly string[];
  readonly explains: readonly string[];
  readonly summary: string;
  readonly ruledOut: readonly string[];
  readonly actions: readonly Action[];
  readonly check: string | undefined;
  readonly leavesOpen: boolean;
}

/** The causes that these findings have by the whole catalogue, best first. Throws where a cause does. */
export function diagnosed(findings: readonly Finding[], { seen = [], target = {} }: Evidence = {}): Told[] {
  const crashes: string[] = [];
  const ranked = rank(causes, { findings, view: viewOf(seen, target), crashes });
  const [crash] = crashes;
  if (crash !== undefined) throw new Error(crash);
  return ranked.map(({ cause, at, explains, ...rest }) => ({
    id: cause.id,
    ...rest,
    explains: explains.map(({ rule }) => rule),
    summary: cause.summary(at),
    ruledOut: (cause.ruledOut?.(at) ?? []).map(({ text }) => text),
    actions: cause.actions(at),
    check: cause.check?.(at),
  }));
}

/** `cert-expired certain`, best first. */
export const causesOf = (findings: readonly Finding[], evidence: Evidence = {}): string[] =>
  diagnosed(findings, evidence).map(({ id, confidence }) => `${id} ${confidence}`);

/** The one cause of these findings. */
export function theCause(findings: readonly Finding[], evidence: Evidence = {}): Told {
  const [first, ...more] = diagnosed(findings, evidence);
  if (first === undefined || more.length > 0) throw new Error(`not one cause: ${more.map(({ id }) => id).join(', ')}`);
  return first;
}

/** What to do first: the text, and the command under it. */
export const firstOf = ({ actions }: Told): Action => actions[0] ?? { text: '' };

/** A finding with the host and port of its subject among its args, as rules make them. */
export function at(rule: string, subject: Subject, args: Finding['args'] = {}): Finding {
  const place = 'host' in subject ? { host: subject.host } : {};
  return findingOf(rule, subject, { ...place, ...('port' in subject ? { port: subject.port } : {}), ...args });
}

/** A refusal that means this, quoted. */
export const refusal = (
  rule: string,
  subject: Subject,
  meaning: string,
  reply = '550 no',
  more: Finding['args'] = {},
) => at(rule, subject, { reply, meaning, ...more });

export const connects = (subject: Endpoint) => observed(connect, subject, { ms: 3 });

export const offerOf = (differs: Partial<Offer> = {}): Offer => ({
  keywords: [],
  mechanisms: ['PLAIN'],
  plainLogin: false,
  starttls: false,
  mangled: [],
  ...differs,
});
export const offers = (subject: Endpoint, differs: Partial<Offer> = {}) => observed(offer, subject, offerOf(differs));

/** A port that got as far as an offer inside verified TLS. */
export const works = (subject: Endpoint, differs: Partial<Offer> = {}) => [
  connects(subject),
  observed(tlsSession, subject, sessionOf()),
  observed(securedOffer, subject, offerOf(differs)),
];

/** What a shell sees outside of quotes, where a word may run. */
export function unquoted(command: string): string {
  let outside = '';
  let isQuoted = false;
  for (let index = 0; index < command.length; index++) {
    const one = command[index] ?? '';
    if (isQuoted) isQuoted = one !== "'";
    else if (one === '\\') index++;
    else if (one === "'") isQuoted = true;
    else outside += one;
  }
  if (isQuoted) throw new Error(`a quote is open: ${command}`);
  return outside;
}

/** Every command that a cause gives. */
export const commandsOf = (cause: Pick<Told, 'actions' | 'check'>): string[] =>
  [...cause.actions.map(({ command }) => command), cause.check].filter((one) => one !== undefined);

export const causeOf = (id: string): Cause => {
  const found = causes.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(id);
  return found;
};
