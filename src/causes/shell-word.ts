import { hostPort } from '../model/subject.ts';

/** A host name or address that is safe in a command line as it is; else `placeholder`: names come from servers too. */
export const hostWord = (name: string, placeholder = 'HOST'): string =>
  /^[a-z0-9_.:-]{1,255}$/i.test(name) && !name.startsWith('-') ? name : placeholder;

/** `mail.example.org:993`; an IPv6 address is quoted, for its brackets are a pattern to the shell. */
export function serverWord(name: string, port: number): string {
  const word = hostPort(hostWord(name), port);
  return word.startsWith('[') ? `'${word}'` : word;
}

/** A user name or address as one word of a POSIX shell; else `placeholder`. */
export function userWord(text: string, placeholder: string): string {
  if (/^[a-z0-9_.+@%=,:/-]{1,320}$/i.test(text) && !text.startsWith('-')) return text;
  const printable = /^[\p{L}\p{N}\p{P}\p{S} ]{1,320}$/u.test(text) && !text.startsWith('-');
  return printable ? `'${text.replaceAll("'", "'\\''")}'` : placeholder;
}
