import { headerFields } from '../header-fields.ts';

/** What came of a message for one recipient. Texts are hostile. */
export interface RecipientOutcome {
  /** Missing in bounces that name nobody. */
  readonly recipient?: string;
  /** RFC 3464 section 2.3.3: `failed`, `delayed`, `delivered`, `relayed`, `expanded`. */
  readonly action?: string;
  /** RFC 3463. */
  readonly status?: string;
  /** What was said, or what the bounce says in its own words. */
  readonly text: string;
  /** The words are those of a mail server, in SMTP. */
  readonly quoted: boolean;
  readonly remoteMta?: string;
}

export interface DeliveryStatus {
  readonly reportingMta?: string;
  readonly recipients: readonly RecipientOutcome[];
}

const mostRecipients = 1000;

/** The body of a `message/delivery-status` part: RFC 3464 section 2. Fields that are missing are left out. */
export function parseDeliveryStatus(body: string): DeliveryStatus {
  const [about, ...each] = body
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .filter((group) => group.trim() !== '')
    .slice(0, mostRecipients + 1)
    .map((group) => new Map(headerFields(group.replace(/^\n+/, '')).map(({ name, value }) => [name, value])));
  const groups =
    about?.has('final-recipient') === true || about?.has('original-recipient') === true ? [about, ...each] : each;
  const reportingMta = afterType(about?.get('reporting-mta'));
  return {
    ...(reportingMta === undefined ? {} : { reportingMta }),
    recipients: groups.flatMap((fields) => outcomeOf(fields)),
  };
}

function outcomeOf(fields: ReadonlyMap<string, string>): RecipientOutcome[] {
  const recipient = afterType(fields.get('final-recipient')) ?? afterType(fields.get('original-recipient'));
  const action = fields.get('action')?.trim().toLowerCase();
  if (recipient === undefined && action === undefined) return [];
  const diagnostic = fields.get('diagnostic-code');
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0];
  const remoteMta = afterType(fields.get('remote-mta'));
  return [
    {
      ...(recipient === undefined ? {} : { recipient: recipient.replace(/^<|>$/g, '') }),
      ...(action === undefined ? {} : { action }),
      ...(status === undefined ? {} : { status }),
      text: (afterType(diagnostic) ?? '').replace(/[ \t]+/g, ' '),
      quoted: /^\s*smtp\s*;/i.test(diagnostic ?? ''),
      ...(remoteMta === undefined ? {} : { remoteMta }),
    },
  ];
}

/** An outcome that sentences tell. @param lines - what was said about the recipient */
export function spokenOutcome(recipient: string | undefined, lines: readonly string[]): RecipientOutcome {
  const text = lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
  return { ...(recipient === undefined ? {} : { recipient }), text, quoted: /\b[45]\d\d[ -]/.test(text) };
}

/** What stands behind the type in `rfc822; ann@example.org`; the whole where there is no type. */
function afterType(value: string | undefined): string | undefined {
  const text = value?.replace(/^\s*[\w-]{1,40}\s*;/, '').trim();
  return text === undefined || text === '' ? undefined : text;
}
