import { at, type Form, failure, harmless, toWhom, undelivered } from './logged-failure.ts';

const postfix: readonly Form[] = [
  // `to=<a@b>, relay=…, dsn=5.1.1, status=bounced (host … said: 550 …)`
  {
    pattern: /\bto=<([^>]{0,320})>,.{0,600}?\bstatus=(\w{1,20}) \((.*)\)$/s,
    read: ([, recipient, status, text]) =>
      status === 'sent' || status === 'delivered' ? undefined : undelivered(text, recipient),
  },
  {
    pattern: /\bstatus=expired, returned to sender/,
    read: () => undelivered('delivery expired, returned to sender'),
  },
  // `NOQUEUE: reject: RCPT from host[ip]: 554 5.7.1 …; from=<> to=<> proto=ESMTP helo=<>`
  {
    pattern:
      /\b(?:reject|milter-reject|reject_warning): (\S{1,20}) from \S{1,300}: (.*?)(?:; (?:from=<[^>]{0,320}>,?)?(?: ?to=<([^>]{0,320})>,?)?(?: ?proto=.*)?)?$/s,
    read: ([, command, text, recipient]) => failure(text, { protocol: 'smtp', ...at(command), ...toWhom(recipient) }),
  },
  // What one of several servers said before the next is asked.
  {
    pattern: /^[0-9A-Za-z]{3,20}: (host \S{1,300} (?:said|refused to talk to me): .*)$/s,
    read: ([, text]) => undelivered(text),
  },
  {
    pattern: /\b(SASL (?:\S{1,30} )?authentication failed.*)$/s,
    read: ([, text]) => failure(text, { protocol: 'smtp', phase: 'auth' }),
  },
  harmless(/\bTLS connection (?:established|reused) (?:to|from) /),
  {
    pattern:
      /(?:TLS library problem|SSL_(?:accept|connect)(?:\(\))? (?:error|failed)|TLS (?:error|handshak\w{0,4})[^:]{0,200}|certificate verification failed for [^:]{1,300}(?::\d{1,5})?):? ?(.*)$/is,
    read: ([all]) => failure(all, { protocol: 'tls', phase: 'tls' }),
  },
  {
    pattern: /^(?:warning: )?connect to \S{1,300}: (.*)$/s,
    read: ([, text]) => failure(text, { protocol: 'socket', phase: 'connect' }),
  },
  {
    pattern: /^(?:lost connection|timeout|improper command pipelining|too many errors) after (\S{1,20}).*$/s,
    read: ([all]) => failure(all, { protocol: 'smtp' }),
  },
  harmless(/^(?:[0-9A-Za-z]{3,20}: )?(?:message-id=|from=<[^>]{0,320}>, size=|client=|removed$|(?:dis)?connect from )/),
  harmless(/^warning: (?:hostname \S{1,255} does not resolve|do not list|\S{1,80} is not owned)/),
];

const exim: readonly Form[] = [
  // `** a@b R=… T=… H=… [ip]: text`, `== a@b R=… defer (-44): text`
  {
    pattern:
      /(?:^|\s)(?:\*\*|==) (\S{1,320}?)(?: <[^>]{0,320}>)?(?: (?:[A-Z]{1,4}=(?:"[^"]{0,200}"|\([^)]{0,200}\)|\S{1,200}?)|\([^)]{1,80}\)|\[[^\]]{1,80}\](?::\d{1,5})?)){0,16}(?: defer \(-?\d{1,4}\))?: (.*)$/s,
    read: ([, recipient, text]) => undelivered(text, recipient),
  },
  harmless(/^\S{16,23} (?:<=|=>|->|>>|\*>|Completed)(?: |$)/),
  {
    pattern:
      /\b(?:temporarily )?rejected (RCPT|MAIL|EHLO|HELO|after DATA|connection|AUTH)\b(?: <?([^\s>]{1,320})>?)?.{0,300}?: (.*)$/s,
    read: ([, command, recipient, text]) =>
      failure(text, { protocol: 'smtp', ...at(command), ...(command === 'RCPT' ? toWhom(recipient) : {}) }),
  },
  {
    pattern: /authenticator failed for .{0,300}?: (.*)$/s,
    read: ([, text]) => failure(text, { protocol: 'smtp', phase: 'auth' }),
  },
  {
    pattern:
      /^\d\w{5}-\w{6,11}-\w{2,4} (?:H=)?\S{1,255} \[[^\]]{2,45}\](?::\d{1,5})? (Connection .*|Network is .*|No route .*)$/s,
    read: ([, text]) => failure(text, { protocol: 'socket', phase: 'connect' }),
  },
];

const others: readonly Form[] = [
  // sendmail: `to=<a@b>, …, dsn=5.1.1, stat=User unknown`, `ruleset=check_rcpt, …, reject=550 5.7.1 …`
  {
    pattern: /(?:\bto=<?([^\s,>]{1,320})>?,.{0,600})?\bdsn=([245]\.\d{1,3}\.\d{1,3}), stat=(.*)$/s,
    read: ([, recipient, dsn, stat]) =>
      /^(?:sent|queued)/i.test(stat ?? '') ? undefined : undelivered(`${dsn} ${stat}`, recipient),
  },
  {
    pattern: /ruleset=check_(\w{1,20}),.{0,600}?\breject=(.*)$/s,
    read: ([, ruleset, text]) => failure(text, { protocol: 'smtp', ...at(ruleset) }),
  },
  {
    pattern: /^AUTH failure \([^)]{1,40}\): (.*)$/s,
    read: ([, text]) => failure(text, { protocol: 'smtp', phase: 'auth' }),
  },
  // qmail: `delivery 17: failure: Remote_host_said:_550_…`
  {
    pattern: /\bdelivery \d{1,12}: (success|failure|deferral): (.*)$/s,
    read: ([, result, text]) =>
      result === 'success' ? undefined : undelivered((text ?? '').replaceAll('_', ' ').replaceAll('/', ' ')),
  },
  // OpenSMTPD: `delivery … to=<a@b> … result="PermFail" stat="550 …"`
  {
    pattern: /\bdelivery .{0,300}?\bto=<([^>]{1,320})>.{0,600}?\bresult="(\w{1,20})" stat="(.*)"$/s,
    read: ([, recipient, result, text]) => (result === 'Ok' ? undefined : undelivered(text, recipient)),
  },
];

/** Postfix, Exim, sendmail, qmail, OpenSMTPD. */
export const transferForms: readonly Form[] = [...postfix, ...exim, ...others];
