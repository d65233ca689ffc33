/** Top-level names that are not in the public DNS (RFC 6761, RFC 6762, RFC 7686, RFC 9476, ICANN 2024). */
const special = ['test', 'example', 'invalid', 'localhost', 'local', 'onion', 'alt', 'internal', 'lan', 'corp', 'home'];

/** True for a name that the public DNS can have: more than one label, and not below a reserved one. */
export function isPublicName(name: string): boolean {
  const labels = name.toLowerCase().split('.');
  const last = labels.at(-1)!;
  if (labels.length < 2 || special.includes(last)) return false;
  return !(last === 'arpa' && (labels.at(-2) === 'home' || labels.length < 3));
}
