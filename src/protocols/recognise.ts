import type { WrongService } from '../model/failure.ts';

/** Guesses what speaks from the first bytes or line that it sent. */
export function recogniseService(received: Uint8Array | string): WrongService {
  const text = (
    typeof received === 'string' ? received : Buffer.from(received.subarray(0, 4096)).toString('latin1')
  ).slice(0, 4096);
  // TLS records: handshake or alert, version 3.x.
  if (/^[\x15\x16]\x03/.test(text)) return 'tls';
  if (/^\* (?:OK|PREAUTH|BYE|NO|BAD)\b/i.test(text)) return 'imap';
  if (/^(?:\+OK|-ERR)\b/.test(text)) return 'pop3';
  if (text.startsWith('SSH-')) return 'ssh';
  if (/^(?:HTTP\/\d|<!doctype html|<html)/i.test(text)) return 'http';
  if (
    /^"(?:IMPLEMENTATION|SIEVE|SASL|STARTTLS|NOTIFY|VERSION|MAXREDIRECTS|LANGUAGE|OWNER|UNAUTHENTICATE)"/i.test(text)
  ) {
    return 'sieve';
  }
  if (/^(?:OK|NO|BYE)(?: \([^)]*\))? "/.test(text)) return 'sieve';
  return /^[2-5]\d\d[ -]/.test(text) ? smtpOrFtp(text.slice(4)) : 'unknown';
}

/** Both greet with 220. Words tell; else RFC 5321 wants the host name first, and FTP has no such rule. */
function smtpOrFtp(text: string): WrongService {
  if (/\be?smtp\b|\blmtp\b|\b(?:postfix|exim|sendmail|mailenable|mail service)\b/i.test(text)) return 'smtp';
  if (/ftp|filezilla/i.test(text)) return 'ftp';
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\s|$)/i.test(text) ? 'smtp' : 'unknown';
}
