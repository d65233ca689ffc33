/** Received bytes in order. Chunks are kept as they came and joined once, when they are taken. */
export interface ByteQueue {
  readonly size: number;
  /** Bytes at the front that are known to hold no LF. */
  readonly unfinished: number;
  push(chunk: Buffer): void;
  /** Everything up to the next LF and with it; undefined while there is none. */
  takeLine(): Buffer | undefined;
  /** Exactly so many bytes; undefined while there are fewer. */
  take(bytes: number): Buffer | undefined;
  /** At most so many bytes from the front, left where they are. */
  peek(bytes: number): Buffer;
}

const LF = 0x0a;

export function createByteQueue(): ByteQueue {
  let chunks: Buffer[] = [];
  let size = 0;
  let searchedChunks = 0;
  let searched = 0;

  const take = (bytes: number): Buffer | undefined => {
    if (bytes > size) return undefined;
    const taken: Buffer[] = [];
    let index = 0;
    for (let missing = bytes; missing > 0; ) {
      const chunk = chunks[index] as Buffer;
      if (chunk.length > missing) {
        taken.push(chunk.subarray(0, missing));
        chunks[index] = chunk.subarray(missing);
        break;
      }
      taken.push(chunk);
      missing -= chunk.length;
      index++;
    }
    chunks = chunks.slice(index);
    size -= bytes;
    searchedChunks = 0;
    searched = 0;
    return taken.length === 1 ? taken[0] : Buffer.concat(taken, bytes);
  };

  return {
    get size() {
      return size;
    },
    get unfinished() {
      return searched;
    },
    push(chunk) {
      if (chunk.length === 0) return;
      chunks.push(chunk);
      size += chunk.length;
    },
    takeLine() {
      for (; searchedChunks < chunks.length; searchedChunks++) {
        const chunk = chunks[searchedChunks] as Buffer;
        const at = chunk.indexOf(LF);
        if (at >= 0) return take(searched + at + 1);
        searched += chunk.length;
      }
      return undefined;
    },
    take,
    peek(bytes) {
      const parts: Buffer[] = [];
      let missing = Math.min(bytes, size);
      for (const chunk of chunks) {
        if (missing <= 0) break;
        parts.push(chunk.subarray(0, missing));
        missing -= chunk.length;
      }
      return Buffer.concat(parts);
    },
  };
}
