import type { CertificateView, TlsView } from '../model/io.ts';

const dayMs = 86_400_000;

/** Whole days between two times, rounded down. */
export const daysBetween = (from: Date | number, to: Date | number): number =>
  Math.floor((Number(to) - Number(from)) / dayMs);

/** The certificate of a chain that ends first; the leaf when several do. Roots are trusted by key, not by date. */
export function firstToEnd({ chain }: TlsView): CertificateView | undefined {
  const [leaf, ...rest] = chain;
  return [leaf, ...rest.filter(({ selfSigned }) => !selfSigned)]
    .filter((one) => one !== undefined)
    .sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter))[0];
}

/** The certificate of a chain that begins last. */
export function lastToBegin({ chain }: TlsView): CertificateView | undefined {
  return [...chain].sort((a, b) => Date.parse(b.notBefore) - Date.parse(a.notBefore))[0];
}
