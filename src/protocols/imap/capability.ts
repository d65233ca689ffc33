import { capKeywords, isMangled, mechanismNames, type OfferedWithLogin } from '../offered.ts';
import type { ImapValue } from './reply.ts';

/** A CAPABILITY response or code (RFC 9051 7.2.2), as its values or its text without the word CAPABILITY. */
export function parseCapabilities(capabilities: string | readonly ImapValue[]): OfferedWithLogin {
  const words = (typeof capabilities === 'string' ? capabilities.split(/[ \t]+/) : capabilities).filter(
    (word): word is string => typeof word === 'string' && word !== '',
  );
  const split = words
    .filter((word) => !isMangled(word))
    .map((word) => {
      const equals = word.indexOf('=');
      return equals < 0
        ? { name: word.toUpperCase(), args: '' }
        : { name: word.slice(0, equals).toUpperCase(), args: word.slice(equals + 1) };
    });
  const has = (wanted: string) => split.some(({ name }) => name === wanted);
  return {
    keywords: capKeywords(split),
    mechanisms: mechanismNames(split.flatMap(({ name, args }) => (name === 'AUTH' ? [args] : []))),
    starttls: has('STARTTLS'),
    plainLogin: !has('LOGINDISABLED'),
    mangled: words.filter(isMangled),
  };
}
