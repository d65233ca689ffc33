/** Settings have four levels or five. */
const deepest = 100;

/**
 * Would a parser that calls itself for each level get too deep? Counted in one pass: brackets that are open, and dashes
 * that begin list after list in one line. Near the end of its stack Node does not throw, it aborts.
 */
export function isTooDeep(yaml: string): boolean {
  let open = 0;
  let dashes = 0;
  let isLineStart = true;
  for (let at = 0; at < yaml.length; at++) {
    const char = yaml[at];
    if (char === '[' || char === '{') open++;
    else if ((char === ']' || char === '}') && open > 0) open--;
    if (char === '\n') [dashes, isLineStart] = [0, true];
    else if (isLineStart && (char === '-' || char === '?' || char === ':')) dashes++;
    else if (char !== ' ' && char !== '\t') isLineStart = false;
    if (open > deepest || dashes > deepest) return true;
  }
  return false;
}
