import type { MailAddress } from '../address.ts';

const known = /%(EMAILADDRESS|EMAILLOCALPART|EMAILDOMAIN)%/gi;
/** What is meant for one. Some servers take user names as `ann%example.org`: one sign alone is not enough. */
const meant = /%[A-Za-z][\w/.-]*%|%[Ee][Mm][Aa][Ii][Ll]\w*|%[A-Z_]{3,}/;

/** What of a text cannot be filled in. */
export type PlaceholderProblem = 'unknown-placeholder' | 'no-address';

/**
 * Fills in the placeholders of autoconfig (draft-ietf-mailmaint-autoconfig section 4.1) in one pass: what an address
 * puts in is not looked at again. Without an address only the domain can be filled in.
 */
export function fillIn(
  template: string,
  { address, domain }: { readonly address?: MailAddress; readonly domain?: string },
): { readonly text: string } | { readonly problem: PlaceholderProblem; readonly placeholder: string } {
  const rest = meant.exec(template.replace(known, ' '));
  if (rest !== null) return { problem: 'unknown-placeholder', placeholder: rest[0] };
  const values: Readonly<Record<string, string | undefined>> = {
    EMAILADDRESS: address?.address,
    EMAILLOCALPART: address?.local,
    EMAILDOMAIN: address?.domain ?? domain,
  };
  let missing: string | undefined;
  const text = template.replace(known, (placeholder, name: string) => {
    const value = values[name.toUpperCase()];
    missing ??= value === undefined ? placeholder : undefined;
    return value ?? '';
  });
  return missing === undefined ? { text } : { problem: 'no-address', placeholder: missing };
}
