import type { CertificateView, TlsView } from '../model/tls-view.ts';

const dayMs = 86_400_000;

/** Whole days between two times, rounded down. */
export const daysBetween = (from: Date | number, to: Date | number): number =>
  Math.floor((Number(to) - Number(from)) / dayMs);

export const endOf = ({ notAfter }: CertificateView): number => Date.parse(notAfter);
export const beginOf = ({ notBefore }: CertificateView): number => Date.parse(notBefore);

/** The certificate of a chain that ends first; the leaf when several do. */
export const firstToEnd = (tls: TlsView, now: Date): CertificateView | undefined =>
  relied(tls, now).sort((a, b) => endOf(a) - endOf(b))[0];

/** The certificate of a chain that begins last; the leaf when several do. */
export const lastToBegin = (tls: TlsView, now: Date): CertificateView | undefined =>
  relied(tls, now).sort((a, b) => beginOf(b) - beginOf(a))[0];

/**
 * The leaf, and what its path may need. Where the path holds, a cross-signed certificate out of its dates was not
 * needed for it (Let's Encrypt's old root is still sent by many), and a root is the client's own.
 */
function relied({ chain, inDate }: TlsView, now: Date): CertificateView[] {
  const at = now.getTime();
  return chain.filter(
    (one, index) =>
      !Number.isNaN(beginOf(one) + endOf(one)) &&
      (index === 0 || !inDate || (!one.selfSigned && beginOf(one) <= at && at <= endOf(one))),
  );
}
