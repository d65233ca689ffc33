import { describe, expect, test } from 'vitest';
import { outcomesInProse } from '../../../src/protocols/bounce/prose.ts';

interface Told {
  readonly recipient?: string;
  readonly text: string;
}

const told = (body: string): Told[] =>
  outcomesInProse(body).map(({ recipient, text }) => ({ ...(recipient === undefined ? {} : { recipient }), text }));

const bounces: Readonly<Record<string, readonly [body: string, outcomes: readonly Told[]]>> = {
  'Postfix, whose reply names the recipient once more': [
    `This is the mail system at host relay.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<ann@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1
    <ann@example.org>: Recipient address rejected: User unknown in virtual
    mailbox table (in reply to RCPT TO command)

<bob@example.net> (expanded from <staff@example.org>): host mx.example.net[198.51.100.25]
    said: 552 5.2.2 Mailbox full (in reply to end of DATA command)
`,
    [
      {
        recipient: 'ann@example.org',
        text: 'host mx.example.org[192.0.2.25] said: 550 5.1.1\n<ann@example.org>: Recipient address rejected: User unknown in virtual\nmailbox table (in reply to RCPT TO command)',
      },
      {
        recipient: 'bob@example.net',
        text: 'host mx.example.net[198.51.100.25]\nsaid: 552 5.2.2 Mailbox full (in reply to end of DATA command)',
      },
    ],
  ],
  Exim: [
    `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ann@example.org
    host mx.example.org [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<ann@example.org>:
    550 No such user here
  bob@example.net
    Unrouteable address

------ This is a copy of the message, including all the headers. ------

Return-path: <carol@example.com>
<dave@example.com>: not read any more
`,
    [
      {
        recipient: 'ann@example.org',
        text: 'host mx.example.org [192.0.2.25]\nSMTP error from remote mail server after RCPT TO:<ann@example.org>:\n550 No such user here',
      },
      { recipient: 'bob@example.net', text: 'Unrouteable address' },
    ],
  ],
  qmail: [
    `Hi. This is the qmail-send program at example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@example.net>:
198.51.100.25 does not like recipient.
Remote host said: 550 5.1.1 User unknown
Giving up on 198.51.100.25.

<bob@example.com>:
Sorry, I couldn't find any host named example.com. (#5.1.2)

--- Below this line is a copy of the message.

Return-Path: <carol@example.org>
`,
    [
      {
        recipient: 'ann@example.net',
        text: '198.51.100.25 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 198.51.100.25.',
      },
      { recipient: 'bob@example.com', text: "Sorry, I couldn't find any host named example.com. (#5.1.2)" },
    ],
  ],
  sendmail: [
    `The original message was received at Thu, 26 Nov 2026 10:00:00 GMT
from client.example.org [192.0.2.1]

   ----- The following addresses had permanent fatal errors -----
<ann@example.net>
    (reason: 550 5.1.1 <ann@example.net>... User unknown)
<bob@example.com>
    (reason: 552 5.2.2 Over quota)

   ----- Transcript of session follows -----
... while talking to mx.example.net.:
>>> DATA
<<< 550 5.1.1 <ann@example.net>... User unknown
550 5.1.1 <ann@example.net>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)
`,
    [
      { recipient: 'ann@example.net', text: '550 5.1.1 <ann@example.net>... User unknown' },
      { recipient: 'bob@example.com', text: '552 5.2.2 Over quota' },
    ],
  ],
  'an old sendmail': [
    `   ----- Transcript of session follows -----
While talking to mx.example.net:
>>> MAIL From:<carol@example.org>
<<< 501 <carol@example.org>... no access from mail server [192.0.2.25]
554 <ann@example.net>... Remote protocol error
550 example.com (smtp)... 550 Host unknown
554 <bob@example.com>... 550 Host unknown (Authoritative answer from name server)

   ----- Unsent message follows -----
From: carol@example.org
`,
    [
      {
        recipient: 'ann@example.net',
        text: '501 <carol@example.org>... no access from mail server [192.0.2.25]\n554 <ann@example.net>... Remote protocol error',
      },
      {
        recipient: 'bob@example.com',
        text: '554 <bob@example.com>... 550 Host unknown (Authoritative answer from name server)',
      },
    ],
  ],
  'sendmail, which names nobody': [
    `   ----- Transcript of session follows -----
<<< 554 5.7.1 Service unavailable; blocked
554 5.0.0 Service unavailable
`,
    [{ text: '554 5.7.1 Service unavailable; blocked' }],
  ],
  'GMX and mail.com': [
    `This message was created automatically by mail delivery software.

The following address failed:

"ann@example.net":
SMTP error from remote server for RCPT TO command, host: mx.example.net (198.51.100.25) reason: 550 5.1.1 User unknown
"bob@example.com":
SMTP error from remote server after RCPT command:
host: mx.example.com
5.2.2 <bob@example.com>... Mailbox full


--- The header of the original message is following. ---

Received: from [192.0.2.1] by example.org
`,
    [
      {
        recipient: 'ann@example.net',
        text: 'SMTP error from remote server for RCPT TO command, host: mx.example.net (198.51.100.25) reason: 550 5.1.1 User unknown',
      },
      {
        recipient: 'bob@example.com',
        text: 'SMTP error from remote server after RCPT command:\nhost: mx.example.com\n5.2.2 <bob@example.com>... Mailbox full',
      },
    ],
  ],
  'an old Exchange': [
    `Your message

  To:      ann@example.net
  Subject: News

did not reach the following recipient(s):

ann@example.net on Thu, 26 Nov 2026 10:00:00 -0000
    The recipient name is not recognized
    MSEXCH:IMS:EXAMPLE:MAIL:EXCHANGE 0 (000C05A6) Unknown Recipient
bob@example.net on Thu, 26 Nov 2026 10:00:00 -0000
    The message is too large
`,
    [
      {
        recipient: 'ann@example.net',
        text: 'The recipient name is not recognized\nMSEXCH:IMS:EXAMPLE:MAIL:EXCHANGE 0 (000C05A6) Unknown Recipient',
      },
      { recipient: 'bob@example.net', text: 'The message is too large' },
    ],
  ],
  'Yahoo and others like qmail': [
    `Sorry, we were unable to deliver your message to the following address.

<ann@example.net>:
554: delivery error: dd This user doesn't have an example.net account (ann@example.net) [0]

--- Below this line is a copy of the message.
`,
    [
      {
        recipient: 'ann@example.net',
        text: "554: delivery error: dd This user doesn't have an example.net account (ann@example.net) [0]",
      },
    ],
  ],
  'one that labels': [
    `Your message cannot be delivered to the following recipients:

  Recipient address: ann@example.net
  Reason: Remote SMTP server has rejected address
  Diagnostic code: smtp; 550 5.1.1 User unknown
  Recipient address: bob@example.net
  Reason: Server not responding
`,
    [
      {
        recipient: 'ann@example.net',
        text: 'Reason: Remote SMTP server has rejected address\nDiagnostic code: smtp; 550 5.1.1 User unknown',
      },
      { recipient: 'bob@example.net', text: 'Reason: Server not responding' },
    ],
  ],
  'one with a line for each': [
    `This is a permanent error.

ann@example.net Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 User unknown
bob@example.net Mailbox full (552 5.2.2)
`,
    [
      {
        recipient: 'ann@example.net',
        text: 'Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 User unknown',
      },
      { recipient: 'bob@example.net', text: 'Mailbox full (552 5.2.2)' },
    ],
  ],
  'one that names a recipient twice: what quotes a server is kept': [
    `ann@example.net:
not delivered

<ann@example.net>: host mx said: 550 5.1.1 no
`,
    [{ recipient: 'ann@example.net', text: 'host mx said: 550 5.1.1 no' }],
  ],
  'one that names nobody': ['Your message could not be delivered. Please try again later.\n', []],
  nothing: ['', []],
};

describe('the sentences of', () => {
  test.each(Object.entries(bounces))('%s', (_, [body, outcomes]) => {
    expect(told(body)).toEqual(outcomes);
    expect(told(body.replaceAll('\n', '\r\n'))).toEqual(outcomes);
  });
});
