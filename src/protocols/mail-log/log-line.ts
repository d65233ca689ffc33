/** One line of a log without its time and host. */
export interface LogLine {
  /** `postfix/smtp`, `dovecot`, `exim`; missing where the log is one program's own. */
  readonly program?: string;
  readonly text: string;
}

const time =
  /^(?:<\d{1,3}>(?:1 )?)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?|\[?\d{4}[-/.]\d{2}[-/.]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z| ?[+-]\d{2}:?\d{2})?\]?|\d{2}[-/.](?:\d{2}|[A-Z][a-z]{2})[-/.]\d{2,4} \d{2}:\d{2}:\d{2}) ?/;
const named = /^(?:[\w.-]{1,255} )?([A-Za-z][\w./-]{1,60}?)(?:\[\d{1,10}\])?: (.*)$/s;

/** Takes off what syslog and the like write in front; undefined: the line does not begin with a time. */
export function parseLogLine(line: string): LogLine | undefined {
  const stamp = time.exec(line);
  if (stamp === null) return undefined;
  const rest = line.slice(stamp[0].length);
  const match = named.exec(rest);
  return match === null ? { text: rest } : { program: (match[1] as string).toLowerCase(), text: match[2] as string };
}
