import { type Candidate, originNames, type ProviderConditions, type SettingsReport } from '../../model/settings.ts';
import { oneLine } from '../../report/client-settings.ts';
import { unheardText } from '../../report/unheard.ts';

export const sides = ['incoming', 'outgoing'] as const;
export type Side = (typeof sides)[number];
export const sideNames: Readonly<Record<Side, string>> = { incoming: 'Incoming', outgoing: 'Outgoing' };

/**
 * What was found, who says so, and what connecting showed: the best of each side, how many more there are, and what is
 * named for another protocol and does not work. Then how many sources could not say anything.
 */
export function foundLines(settings: SettingsReport): readonly string[] {
  const lines = sides.flatMap((side) => {
    const [best, ...more] = settings[side];
    if (best === undefined) return [`${sideNames[side]}   none was found`];
    const others = more.length === 0 ? '' : `, and ${more.length} more`;
    const broken = more.find((one) => one.type !== best.type && !isGood(one));
    const isSpared = broken === undefined || more.some((one) => one.type === broken.type && isGood(one));
    return [
      `${sideNames[side]}   ${oneLine(best)}${others}`,
      `           ${whyText(best)}`,
      ...(isSpared ? [] : [`           not ${oneLine(broken)}: ${proofText(broken.proof)}`]),
    ];
  });
  const unheard = unheardText(settings.sources);
  return unheard === undefined ? lines : [...lines, `Mind       ${unheard}`];
}

const isGood = ({ proof }: Candidate): boolean => proof.state === 'works' || proof.state === 'untested';

/** `named by SRV records and autoconfig; it answers, TLSv1.3 and the certificate fit`. */
export function whyText({ origins, proof }: Candidate): string {
  const names = origins.map((one) => originNames[one]);
  const last = names.pop() ?? '';
  const who = names.length === 0 ? last : `${names.join(', ')} and ${last}`;
  return `named by ${who}; ${proofText(proof)}`;
}

function proofText({ state, text, tlsVersion }: Candidate['proof']): string {
  if (state === 'works') {
    return tlsVersion === undefined ? 'it answers' : `it answers, ${tlsVersion} and the certificate fit`;
  }
  if (text !== undefined) return state === 'untested' ? `it was not tried: ${text}` : text;
  return {
    unverified: 'it does not prove who it is',
    fails: 'it does not work',
    'not-found': 'it does not exist',
    private: 'it was not tried',
    untested: 'it was not tried',
  }[state];
}

/** What the provider wants before a mail program may log in. */
export function conditionLines(provider: ProviderConditions | undefined): readonly string[] {
  if (provider === undefined || (provider.needs.length === 0 && provider.docsUrl === undefined)) return [];
  return [
    `What ${provider.name} wants:`,
    ...provider.needs.map((need) => `- ${need}`),
    ...(provider.docsUrl === undefined ? [] : [`- Page: ${provider.docsUrl}`]),
  ];
}
