import { causes } from './causes/catalogue.ts';
import { meaningOnPage, stepsOnPage } from './explain.ts';
import type { ReadText, TextHints } from './explain-text.ts';
import { adviceFor, isAboutLogin } from './knowledge/provider-advice.ts';
import { providerNamed, type Recognised, spokenBy } from './knowledge/recognise-provider.ts';
import type { Extracted, NextStep, ReadGroup } from './model/reading.ts';

const mostRecipients = 16;

interface Same {
  readonly first: ReadText;
  count: number;
  readonly recipients: Set<string>;
}

/** Groups what is read by what it means, one after the other. */
export function explainedGroups(hints: TextHints): { add(read: ReadText): void; groups(): ReadGroup[] } {
  const all = new Map<string, Same>();
  return {
    add(read) {
      const { cause } = read.reading;
      // What nobody understands is told apart by its words alone, which is no use to anybody.
      const key = `${cause} ${cause === 'unknown' ? '' : (read.extracted.provider ?? '')}`;
      const same = all.get(key) ?? { first: read, count: 0, recipients: new Set() };
      all.set(key, same);
      same.count++;
      if (read.recipient !== undefined && same.recipients.size < mostRecipients) same.recipients.add(read.recipient);
    },
    groups: () =>
      [...all.values()]
        .map((same) => groupOf(same, hints))
        .sort((a, b) => Number(a.cause === 'unknown') - Number(b.cause === 'unknown') || b.count - a.count),
  };
}

/** The same for texts that are all there. */
export function groupsOf(reads: readonly ReadText[], hints: TextHints): ReadGroup[] {
  const { add, groups } = explainedGroups(hints);
  for (const read of reads) add(read);
  return groups();
}

function groupOf({ first, count, recipients }: Same, hints: TextHints): ReadGroup {
  const { text, line, reading, extracted } = first;
  const meaning = meaningOnPage(reading.cause);
  const provider = providerOf(first, hints);
  return {
    ...reading,
    title: titleOf(reading.cause),
    ...(meaning === undefined ? {} : { meaning }),
    alternatives: reading.alternatives.map((one) => ({ ...one, title: titleOf(one.cause) })),
    count,
    text,
    ...(line === undefined ? {} : { line }),
    recipients: [...recipients],
    extracted,
    ...(provider === undefined ? {} : { providerName: provider.name }),
    steps: stepsFor(reading.cause, extracted, provider, hints),
  };
}

/** The one that the user names, else the one that the text betrays. */
function providerOf({ text, extracted: { provider } }: ReadText, hints: TextHints): Recognised | undefined {
  const named = hints.provider === undefined ? undefined : providerNamed(hints.provider);
  return named ?? (provider === undefined ? undefined : spokenBy(provider, text));
}

/** The title of a cause; what is unknown says so. */
const titleOf = (cause: string): string =>
  cause === 'unknown'
    ? 'Nobody can tell from this text alone'
    : (causes.find(({ id }) => id === cause)?.title ?? cause);

/** What this text asks for in particular, then what the page of its cause begins with; the owner's steps first. */
function stepsFor(
  cause: string,
  { blockLists, retryAfterSeconds }: Extracted,
  provider: Recognised | undefined,
  { role }: TextHints,
): NextStep[] {
  if (cause === 'unknown') return [];
  const own = provider === undefined ? {} : adviceFor(cause, provider);
  const list = blockLists.find(({ url }) => url !== undefined);
  const particular: NextStep[] = [
    ...[own.text, own.onName]
      .filter((text) => text !== undefined)
      .map((text, index) => ({
        for: 'owner' as const,
        text,
        ...(index > 0 || own.page === undefined ? {} : { url: own.page }),
      })),
    ...(retryAfterSeconds === undefined
      ? []
      : [{ for: 'owner' as const, text: `Wait ${spoken(retryAfterSeconds)} before the next try.` }]),
    ...(list?.url === undefined || !/blacklisted|direct-send|reputation/.test(cause)
      ? []
      : [
          {
            for: 'administrator' as const,
            text: `Look the listing up at ${list.name} and ask for removal there.`,
            url: list.url,
          },
        ]),
  ];
  const general = stepsOnPage(cause, role, {
    owner: particular.some((one) => one.for === 'owner') ? 1 : 2,
    // Who logs in at a provider has no server of his own to look at; where tokens are wanted he may run the tenant.
    administrator: (own.text ?? own.onName) !== undefined && isAboutLogin(cause) && cause !== 'oauth-required' ? 0 : 1,
  });
  const all = [...particular, ...general];
  return [...all.filter((one) => one.for === 'owner'), ...all.filter((one) => one.for === 'administrator')];
}

function spoken(seconds: number): string {
  const [size, unit] = seconds >= 7200 ? [3600, 'hours'] : seconds >= 120 ? [60, 'minutes'] : [1, 'seconds'];
  return `${Math.ceil(seconds / size)} ${unit}`;
}
