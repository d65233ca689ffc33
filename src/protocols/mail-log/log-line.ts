/** One line of a log without its time and host. */
export interface LogLine {
  /** `postfix/smtp`, `dovecot`, `exim`; missing where the log is one program's own. */
  readonly program?: string;
  readonly text: string;
}

/** `Nov 26 10:00:00`, ISO 8601, `26-Nov-2026 10:00:00 UTC`, `[Thu Nov 26 10:00:00 2026]`, TAI64N and seconds of multilog. */
const time =
  /^(?:<\d{1,3}>(?:1 )?)?(?:\[?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?: \d{4})?\]?|\[?\d{4}[-/.]\d{2}[-/.]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z| ?[+-]\d{2}:?\d{2})?\]?|\[?\d{2}[-/.](?:\d{2}|[A-Z][a-z]{2})[-/.]\d{2,4}[ :]\d{2}:\d{2}:\d{2}(?: [A-Z]{3,4})?\]?|@[0-9a-f]{24}(?= )|\d{10}\.\d{6}(?= )) ?/;
/** What docker compose puts before each line. */
const container = /^[\w.-]{1,60} {0,20}\| {1,4}/;
const named = /^(?:[\w.-]{1,255} )?([A-Za-z][\w./-]{1,60}?)(?:\[\d{1,10}\])?: (.*)$/s;
/** A line of JSON, as many programs log. */
const structured = /^\{"[^\n]{0,4000}"(?:time|timestamp|@timestamp|ts|date|datetime)":/;
const spoken = /"(?:msg|message|error|err|reason|response|stack|exception)":"((?:[^"\\]|\\.){1,4000})"/g;

/** Takes off what syslog and the like write in front; undefined: the line does not begin with a time. */
export function parseLogLine(whole: string): LogLine | undefined {
  const line = whole.replace(container, '');
  if (structured.test(line)) {
    const texts = [...line.matchAll(spoken)].map(([, text]) =>
      (text as string).replace(/\\(?:[nrt])/g, ' ').replace(/\\(.)/g, '$1'),
    );
    return { text: texts.join(' ') };
  }
  const stamp = time.exec(line);
  if (stamp === null) return undefined;
  const rest = line.slice(stamp[0].length);
  const match = named.exec(rest);
  return match === null ? { text: rest } : { program: (match[1] as string).toLowerCase(), text: match[2] as string };
}

/** A line that goes on with the one before it: of a stack trace, of a text on several lines. */
export const isContinuation = (line: string): boolean =>
  /^(?:\s|at \S|caused by: |\.{3} \d|#\d{1,3} |traceback \(most recent|during handling of|\w{1,80}(?:\.\w{1,80}){0,12}(?:error|exception)\b)/i.test(
    line,
  );
