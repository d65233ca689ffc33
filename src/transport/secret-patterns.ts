/** Shorter ones occur by chance inside other words, so they are only looked for as words of their own. */
const shortest = 4;
/** Letters of longer secrets are not looked for in escaped form, only their other characters are. */
const longestSpelledOut = 256;

/**
 * The key in the name of a list of customers, whoever's it is: a local name may be an alias of such a one. Twelve
 * characters are more than the lists' own labels have.
 */
export const keyInName =
  '[a-z\\d]{12,63}(?=\\.[a-z]{1,16}\\.(?:dq\\.spamhaus\\.net|mail\\.abusix\\.zone)|\\.r\\.mail-abuse\\.com)';

/**
 * Regular expressions (to be used without regard to case) that find a secret: as it is, escaped for percent encoding,
 * quoted-printable, JSON, XML, HTML, IMAP strings and C, in hex, and inside base64 and base64url at any alignment.
 */
export function patternsOf(secret: string): string[] {
  if (secret === '') return [];
  const characters = [...secret];
  const spelled = characters.map((one) => spellings(one, secret.length <= longestSpelledOut)).join('\\0?');
  const bytes = Buffer.from(secret, 'utf8');
  if (bytes.length < shortest) {
    return [spelled, exactly(bytes.toString('base64')), exactly(bytes.toString('hex'))].map(asWord);
  }
  return [spelled, ...[0, 1, 2].map((offset) => base64At(bytes, offset)), hexOf(bytes)];
}

const asWord = (pattern: string): string => `(?<![A-Za-z0-9])(?:${pattern})(?![A-Za-z0-9])`;
const exactly = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
const hexOf = (bytes: Buffer): string => [...bytes].map((byte) => hex(byte, 2)).join('[: -]?');

const entities: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
const shortEscapes: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

/** Every way to write one character. */
function spellings(character: string, spellOut: boolean): string {
  const literal = `\\\\?${exactly(character)}`;
  if (!spellOut && /[A-Za-z0-9]/.test(character)) return exactly(character);
  const point = character.codePointAt(0) as number;
  const bytes = [...Buffer.from(character, 'utf8')];
  // The character itself comes last: `=` is also the beginning of `=3D`.
  const ways = [
    ...['%', '=', '\\\\x'].map((prefix) => bytes.map((byte) => `${prefix}${hex(byte, 2)}`).join('')),
    [...character.split('')].map((unit) => `\\\\u${hex(unit.charCodeAt(0), 4)}`).join(''),
    `\\\\u\\{0*${hex(point, 1)}\\}`,
    `&#(?:0*${point}|x0*${hex(point, 1)});`,
  ];
  const entity = entities[character];
  if (entity !== undefined) ways.push(`&${entity};`);
  const short = shortEscapes[character];
  if (short !== undefined) ways.push(`\\\\${short}`);
  if (character === ' ') ways.push('\\+', '_');
  return `(?:${[...ways, literal].join('|')})`;
}

/**
 * The characters that a secret fixes in base64 when `offset` bytes of a group stand before it. Those at its edges are
 * shared with its neighbours; they hold some of its bits and are taken along.
 */
function base64At(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + bytes.length) * 8) / 6);
  const core = encoded.slice(first, end).replaceAll('+', '[+-]').replaceAll('/', '[/_]');
  const shared = '[A-Za-z0-9+/_-]?';
  return `${offset === 0 ? '' : shared}${core}(?:${shared}={0,2})`;
}
