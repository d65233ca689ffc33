/**
 * The organisational domain by the Public Suffix List (RFC 7489 section 3.2); undefined for a public suffix itself.
 * Loads the list on use.
 * @param name A-labels
 */
export async function registrableDomain(name: string): Promise<string | undefined> {
  const { belowSuffix } = await import('./suffix-list.ts');
  return belowSuffix(name);
}
