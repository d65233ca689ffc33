/** What stands where a secret was. */
export const mark = '[secret]';

const words =
  /^(?:\[?secret\]?|\*+|x+|[.…]+|true|false|yes|no|none|null|nil|undefined|empty|missing|required|needed|invalid|incorrect|wrong|bad|failed|failures?|errors?|expired|rejected|refused|denied|disabled|enabled|accepted|unknown|mismatch|not|is|was|has|and|or|for|of|in|to|from|with|the|your|may|must|too|given|changed?|reset|login|logged|attempts?|names?|password|authentication|methods?|mechanisms?|unsupported|unavailable|command|successful|succeeded|ok)$/i;

/** A word that stands where a secret would in a sentence or a setting, and is none. */
export const isWord = (text: string): boolean => words.test(text.replace(/^[("'[{<]+|[\])}>"'.,:;!]+$/g, ''));

/** The name of a SASL mechanism, as it stands behind AUTH in greetings too. */
export const isMechanism = (text: string): boolean =>
  /^(?:PLAIN(?:-CLIENTTOKEN)?|LOGIN|XOAUTH2?|OAUTHBEARER|(?:CRAM|DIGEST)-MD5|NTLM|GSSAPI|GSS-SPNEGO|SCRAM-[A-Z0-9-]{3,16}|EXTERNAL|ANONYMOUS|MSN|SPA|ATOKEN|WSTOKEN|XYMCOOKIE(?:B64)?|XYMECOOKIE|X-\w{3,12})$/i.test(
    text,
  );
