/** Record types whose data holds a name, and how many bytes stand before it. SOA holds two, one after the other. */
const nameAfter: ReadonlyMap<number, number> = new Map([
  [2, 0],
  [5, 0],
  [6, 0],
  [12, 0],
  [15, 2],
  [33, 6],
  [46, 18],
]);
const soa = 6;
const maxPointers = 128;

/**
 * Does the structure of a DNS message hold, so that the codec may read it at a bounded cost? Counts must fit into
 * the message, and compression pointers must lead strictly backwards (RFC 9267 section 2).
 */
export function wellFormed(message: Buffer): boolean {
  if (message.length < 12) return false;
  const questions = message.readUInt16BE(4);
  const records = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(10);
  if (12 + 5 * questions + 11 * records > message.length) return false;
  let at = 12;
  for (let n = 0; n < questions; n++) {
    const end = afterName(message, at);
    if (end === undefined) return false;
    at = end + 4;
  }
  for (let n = 0; n < records; n++) {
    const head = afterName(message, at);
    if (head === undefined || head + 10 > message.length) return false;
    const data = head + 10;
    at = data + message.readUInt16BE(head + 8);
    if (at > message.length || !namesInData(message, message.readUInt16BE(head), data)) return false;
  }
  return at <= message.length;
}

/** The data of each answer, byte for byte and in order. The message must be well formed. */
export function dataOfAnswers(message: Buffer): Buffer[] {
  let at = 12;
  const past = (start: number): number => afterName(message, start) ?? message.length;
  for (let n = message.readUInt16BE(4); n > 0; n--) at = past(at) + 4;
  return Array.from({ length: message.readUInt16BE(6) }, () => {
    const data = past(at) + 10;
    at = data + message.readUInt16BE(data - 2);
    return message.subarray(data, at);
  });
}

function namesInData(message: Buffer, type: number, data: number): boolean {
  const skip = nameAfter.get(type);
  if (skip === undefined) return true;
  const end = afterName(message, data + skip);
  return end !== undefined && (type !== soa || afterName(message, end) !== undefined);
}

/** The offset behind the name that starts at `start`; undefined when the name is broken or leads in circles. */
export function afterName(message: Buffer, start: number): number | undefined {
  let at = start;
  let end: number | undefined;
  /** Every pointer must lead before the place that the last one led to. */
  let limit = start;
  let length = 1;
  for (let pointers = 0; ; ) {
    const label = message[at];
    if (label === undefined) return undefined;
    if (label === 0) return end ?? at + 1;
    if (label >= 0xc0) {
      const low = message[at + 1];
      const to = low === undefined ? limit : ((label & 0x3f) << 8) | low;
      if (to >= limit || ++pointers > maxPointers) return undefined;
      end ??= at + 2;
      at = to;
      limit = to;
    } else {
      length += label + 1;
      if (label > 63 || length > 255) return undefined;
      at += label + 1;
    }
  }
}
