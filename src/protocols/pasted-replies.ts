/** How many replies of one paste are read. */
const mostReplies = 1000;
/** Of a long trace, what is kept: the lines that say something went wrong. */
const longestReply = 2048;

/**
 * The replies in a pasted text: several where each line is a whole one (`550 …` under `452 …`, `NO …` under `BAD …`), else
 * the text as one. A long trace is brought down to the lines that tell.
 */
export function repliesIn(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const groups: string[][] = [[]];
  for (const line of lines) {
    groups.at(-1)?.push(line);
    if (/^\s*(?:[<~-]{0,2} ?)?[45]\d\d(?: |$)/.test(line)) groups.push([]);
  }
  const replies = groups.filter((group) => group.length > 0).map((group) => group.join('\n'));
  const finals = lines.filter((line) => /^\s*(?:[<~-]{0,2} ?)?[45]\d\d(?: |$)/.test(line)).length;
  const whole = lines.every((line) => /^\s*(?:[<~-]{0,2} ?)?[245]\d\d[ -]|^\s*[45]\d\d$/.test(line));
  if (finals > 1 && whole) return replies.slice(0, mostReplies);
  const single = lines.filter((line) => /^(?:\* |[A-Za-z0-9.]{1,12} )?(?:NO|BAD|BYE)\b|^-ERR\b/.test(line));
  if (single.length > 1 && single.length === lines.length) return single.slice(0, mostReplies);
  return [condensed(text.trim(), lines)];
}

function condensed(text: string, lines: readonly string[]): string {
  if (text.length <= longestReply) return text;
  const telling = lines
    .filter((line) => /error|exception|caused by|fail|refus|denied|reject|\b[45]\d\d[ -]|timed? ?out/i.test(line))
    .map((line) => line.trim().slice(0, 400));
  return (telling.length === 0 ? text : [...new Set(telling)].join('\n')).slice(0, longestReply);
}
