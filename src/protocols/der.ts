interface Element {
  readonly tag: number;
  /** Of the tag. */
  readonly at: number;
  /** Of the contents. */
  readonly start: number;
  readonly end: number;
}

/** The element of DER (X.690) at `at`; undefined when it is cut off or its length is longer than 4 bytes. */
function elementAt(bytes: Uint8Array, at: number, limit: number): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  const extra = first < 128 ? 0 : first & 127;
  if (extra > 4) return undefined;
  let length = extra === 0 ? first : 0;
  for (let i = 0; i < extra; i++) length = length * 256 + (bytes[at + 2 + i] ?? Number.NaN);
  const start = at + 2 + extra;
  return start + length <= limit ? { tag, at, start, end: start + length } : undefined;
}

function children(bytes: Uint8Array, parent: Element | undefined): Element[] {
  const found: Element[] = [];
  for (let at = parent?.start ?? 0; parent !== undefined && at < parent.end; ) {
    const element = elementAt(bytes, at, parent.end);
    if (element === undefined) break;
    found.push(element);
    at = element.end;
  }
  return found;
}

/** The object identifier that an AlgorithmIdentifier begins with, as dotted text. */
function algorithm(bytes: Uint8Array, sequence: Element | undefined): string | undefined {
  const oid = children(bytes, sequence)[0];
  if (oid?.tag !== 6) return undefined;
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of bytes.subarray(oid.start, oid.end)) {
    arc = arc * 128 + (byte & 127);
    if (byte < 128) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

/** The algorithms that a certificate (RFC 5280 4.1) is signed with and whose key it holds, as object identifiers. */
export function certificateAlgorithms(raw: Uint8Array): { readonly signature?: string; readonly key?: string } {
  const [tbs, signed] = children(raw, elementAt(raw, 0, raw.length));
  const fields = children(raw, tbs).filter(({ tag }) => tag !== 0xa0);
  const signature = algorithm(raw, signed);
  const key = algorithm(raw, children(raw, fields[5])[0]);
  return { ...(signature === undefined ? {} : { signature }), ...(key === undefined ? {} : { key }) };
}

/** The public key of a certificate with what it is for, as DER; undefined when the certificate cannot be read. */
export function subjectPublicKeyInfo(raw: Uint8Array): Uint8Array | undefined {
  const [tbs] = children(raw, elementAt(raw, 0, raw.length));
  const info = children(raw, tbs).filter(({ tag }) => tag !== 0xa0)[5];
  return info === undefined ? undefined : raw.subarray(info.at, info.end);
}

const rsaEncryption = '1.2.840.113549.1.1.1';

/**
 * The size of an RSA public key, as SubjectPublicKeyInfo (RFC 5280 4.1) or bare RSAPublicKey (RFC 8017 A.1.1).
 * `truncated`: it announces more bytes than there are. Undefined: it is no RSA key.
 */
export function rsaKeyBits(der: Uint8Array): number | 'truncated' | undefined {
  if (der[0] !== 0x30) return undefined;
  const outer = elementAt(der, 0, der.length);
  if (outer === undefined) return 'truncated';
  const [first, second] = children(der, outer);
  if (first?.tag === 2) return modulusBits(der, first);
  if (algorithm(der, first) !== rsaEncryption || second?.tag !== 3) return undefined;
  // A bit string begins with the number of its unused bits.
  const key = elementAt(der, second.start + 1, second.end);
  const modulus = key?.tag === 0x30 ? children(der, key)[0] : undefined;
  return modulus?.tag === 2 ? modulusBits(der, modulus) : undefined;
}

function modulusBits(der: Uint8Array, { start, end }: Element): number | undefined {
  let at = start;
  while (at < end && der[at] === 0) at++;
  return at === end ? undefined : (end - at - 1) * 8 + (32 - Math.clz32(der[at]!));
}
