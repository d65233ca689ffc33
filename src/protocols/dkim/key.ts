import { rsaKeyBits } from '../der.ts';
import { parseTags, tagValue } from '../tag-list.ts';

/** Why a key record does not serve verifiers. Closed, so that rules can tell them apart. */
export type KeyProblem =
  /** A version other than DKIM1, or one that does not stand first. */
  | 'version'
  /** No `p=` at all. */
  | 'no-key'
  /** Quotes or backslashes of a zone file stand in the text itself. */
  | 'quotes'
  | 'base64'
  /** The key announces more bytes than there are. */
  | 'truncated'
  /** Not a key of the type that `k=` names. */
  | 'not-a-key'
  | 'unknown-type'
  /** `h=` allows no hash that is in use. */
  | 'hash'
  /** `s=` does not name mail. */
  | 'service'
  /** The list of tags breaks the grammar. */
  | 'syntax';

/** A DKIM key record, read (RFC 6376 section 3.6.1, RFC 8463). */
export interface DkimKey {
  /** `rsa` when left out. Lower case. */
  readonly type: string;
  /** Of the modulus, or 256 for Ed25519. */
  readonly bits?: number;
  /** `p=` is empty: the key is withdrawn. */
  readonly revoked: boolean;
  /** `y`: the domain is testing. `s`: the identity has to be in the domain itself. */
  readonly flags: readonly string[];
  readonly notes?: string;
  readonly problems: readonly KeyProblem[];
}

/** Is a TXT record at a selector's name meant as a key? Records of other uses may stand there by a wildcard. */
export const resemblesKey = (text: string): boolean => /(?:^|;)\s*(?:v\s*=\s*DKIM1|p\s*=)/i.test(text.slice(0, 1024));

const list = (value: string | undefined): string[] | undefined =>
  value
    ?.split(':')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');

/** Reads the text of a key record. */
export function parseDkimKey(text: string): DkimKey {
  const tags = parseTags(text);
  const problems: KeyProblem[] = [];
  const version = tagValue(tags, 'v');
  if (version !== undefined && (version !== 'DKIM1' || tags.tags[0]?.name.toLowerCase() !== 'v')) {
    problems.push('version');
  }
  const type = (tagValue(tags, 'k') ?? 'rsa').trim().toLowerCase();
  const written = tagValue(tags, 'p');
  const material = written?.replace(/\s+/g, '');
  const key = material === undefined || material === '' ? {} : readKey(type, material);
  if (material === undefined) problems.push('no-key');
  if (key.problem !== undefined) problems.push(key.problem);
  const hashes = list(tagValue(tags, 'h'));
  // RFC 8301 section 3.1 forbids SHA-1; nothing but SHA-256 is left.
  if (hashes !== undefined && !hashes.includes('sha256')) problems.push('hash');
  const services = list(tagValue(tags, 's'));
  if (services !== undefined && !services.includes('*') && !services.includes('email')) problems.push('service');
  if (tags.faults.length > 0 && problems.length === 0) problems.push('syntax');
  const notes = tagValue(tags, 'n');
  return {
    type,
    ...(key.bits === undefined ? {} : { bits: key.bits }),
    revoked: material === '',
    flags: list(tagValue(tags, 't')) ?? [],
    ...(notes === undefined ? {} : { notes }),
    problems,
  };
}

function readKey(type: string, base64: string): { readonly bits?: number; readonly problem?: KeyProblem } {
  if (/["\\]/.test(base64)) return { problem: 'quotes' };
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return { problem: 'base64' };
  const bytes = Buffer.from(base64, 'base64');
  switch (type) {
    case 'rsa': {
      const bits = rsaKeyBits(bytes);
      if (bits === undefined) return { problem: 'not-a-key' };
      return bits === 'truncated' ? { problem: 'truncated' } : { bits };
    }
    case 'ed25519':
      // RFC 8463 section 4.2: the bare 32 octets, without the wrapping that tools write around them.
      return bytes.length === 32 ? { bits: 256 } : { problem: 'not-a-key' };
    default:
      return { problem: 'unknown-type' };
  }
}
