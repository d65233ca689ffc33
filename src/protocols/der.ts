interface Element {
  readonly tag: number;
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
  return start + length <= limit ? { tag, start, end: start + length } : undefined;
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
