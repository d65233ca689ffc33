import type { Probe } from '../../src/model/probe.ts';
import { imapConversation } from '../../src/probes/conversation/imap.ts';
import { pop3Conversation } from '../../src/probes/conversation/pop3.ts';
import { smtpConversation } from '../../src/probes/conversation/smtp.ts';
import type { Talk } from '../../src/probes/conversation/talk.ts';
import { answer, hear, type Script, type Step, say, upgrade } from './scripted-server.ts';

/** How a protocol carries SASL, from the server's side. */
export interface Wire {
  readonly conversation: (talk: Talk) => Probe<'endpoint'>;
  /** Greeting and offer of these mechanisms; where it may, the client sends the initial response with the command. */
  offering(...mechanisms: readonly string[]): Script;
  /** The command that begins a login, without its initial response. */
  begin(mechanism: string): string;
  /** A challenge as it is on the wire. */
  readonly prompt: string;
  readonly accept: string;
  readonly refuse: string;
  /** The status of a refusal, and the words of a server that leaves. */
  readonly refusal: string;
  readonly leave: string;
  readonly left: string;
}

export const wires: Readonly<Record<'smtp' | 'imap' | 'pop3', Wire>> = {
  smtp: {
    conversation: smtpConversation,
    offering: (...mechanisms) => [
      say('220 mail.lab.test ESMTP\r\n'),
      hear('EHLO'),
      say(`250-mail.lab.test\r\n250 AUTH ${mechanisms.join(' ')}\r\n`),
    ],
    begin: (mechanism) => `AUTH ${mechanism}`,
    prompt: '334 ',
    accept: '235 2.7.0 welcome\r\n',
    refuse: '535 5.7.8 no\r\n',
    refusal: '535',
    leave: '421 4.3.2 leaving\r\n',
    left: '421',
  },
  imap: {
    conversation: imapConversation,
    offering: (...mechanisms) => [
      say('* OK mail.lab.test\r\n'),
      hear('CAPABILITY'),
      say(
        `* CAPABILITY IMAP4rev1 SASL-IR LOGINDISABLED ${mechanisms.map((name) => `AUTH=${name}`).join(' ')}\r\n%tag OK done\r\n`,
      ),
    ],
    begin: (mechanism) => `AUTHENTICATE ${mechanism}`,
    prompt: '+ ',
    accept: '%tag OK welcome\r\n',
    refuse: '%tag NO [AUTHENTICATIONFAILED] no\r\n',
    refusal: 'NO',
    leave: '* BYE leaving\r\n',
    left: 'BYE',
  },
  pop3: {
    conversation: pop3Conversation,
    offering: (...mechanisms) => [
      say('+OK mail.lab.test\r\n'),
      hear('CAPA'),
      say(`+OK\r\nSASL ${mechanisms.join(' ')}\r\n.\r\n`),
    ],
    begin: (mechanism) => `AUTH ${mechanism}`,
    prompt: '+ ',
    accept: '+OK welcome\r\n',
    refuse: '-ERR [AUTH] no\r\n',
    refusal: '-ERR',
    leave: '-ERR [SYS/TEMP] leaving\r\n',
    left: '-ERR',
  },
};

export const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

/** Inside TLS from the start, up to the command that begins a login by `mechanism`. */
export const begun = (wire: Wire, mechanism: string, ...others: readonly string[]): Script => [
  upgrade(),
  ...wire.offering(mechanism, ...others),
  hear(wire.begin(mechanism)),
];

/** Sends a challenge. */
export const challenge = (wire: Wire, text: string): Step => say(`${wire.prompt}${base64(text)}\r\n`);

/** Sends the first message of a SCRAM server, made of the client's nonce. */
export const scramFirst = (wire: Wire, make: (nonce: string) => string): Step =>
  answer((line) => {
    const first = Buffer.from(line.split(' ').at(-1) as string, 'base64').toString('latin1');
    return `${wire.prompt}${base64(make(/,r=(.*)$/.exec(first)?.[1] ?? ''))}\r\n`;
  });
