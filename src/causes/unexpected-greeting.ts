import { type Case, defineCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { connect } from '../probes/facts/mail.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { publishedEchoes } from './echoes.ts';
import { protocolName } from './logins.ts';
import { stated } from './statement.ts';
import { quote, textOf } from './text-of.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, placesOf } from './where.ts';

const serviceName: Readonly<Record<string, string>> = {
  smtp: 'an SMTP server',
  imap: 'an IMAP server',
  pop3: 'a POP3 server',
  sieve: 'a ManageSieve server',
  http: 'a web server',
  ssh: 'an SSH server',
  ftp: 'an FTP server',
  tls: 'a TLS service',
};

function sentence(finding: Finding): string {
  const [place] = placesOf([finding]);
  const expected =
    finding.subject.kind === 'endpoint' ? `${protocolName[finding.subject.protocol]} server` : 'mail server';
  if (finding.rule === 'mail/greeting-missing') {
    const seconds = textOf(finding, 'seconds');
    return `${place} accepts the connection and then says nothing${seconds === '' ? '' : ` for ${seconds} s`}, where the ${expected} should greet.`;
  }
  const received = textOf(finding, 'received');
  const said = received === '' ? '' : ` (${quote(received)})`;
  const service = serviceName[textOf(finding, 'service')] ?? 'something that is no mail server';
  return finding.rule === 'mail/wrong-service'
    ? `${place} is answered by ${service}${said}, where the ${expected} was expected.`
    : `${place} greets in a way that no ${expected} does${said}.`;
}

/** A mail server that is too busy to greet is as silent as anything else. */
const isMute = (at: Case): boolean => at.findings.every(({ rule }) => rule === 'mail/greeting-missing');

/** Ports that speak TLS from the start (RFC 8314). */
const tlsPorts = [465, 993, 995];

export default defineCause({
  id: 'unexpected-greeting',
  title: 'Something other than the mail server answers',
  layer: 'protocol',
  sharing: 'host',
  symptoms: [
    { rule: 'mail/wrong-service' },
    { rule: 'mail/greeting-missing' },
    { rule: 'mail/violation', where: { stage: 'greeting', violation: 'malformed-reply' } },
    { rule: 'mail/violation', where: { stage: 'greeting', violation: 'line-too-long' } },
    { rule: 'mail/violation', where: { stage: 'greeting', violation: 'reply-too-long' } },
  ],
  explains: publishedEchoes('wrong-service', 'violation', 'timeout'),
  yieldsTo: ['resolver-rewrites', 'tls-mode-mismatch'],
  expects: (at) => [{ text: 'what answers shows what it is', state: isMute(at) ? 'untested' : 'seen' }],
  ruledOut: (at) =>
    stated('a closed port (the connection came about)', ...endpointsOf(at).map((one) => at.view.id(connect, one))),
  // The addresses of one host say the same.
  summary: (at) => [...new Set(at.findings.map(sentence))].slice(0, 2).join(' '),
  actions(at) {
    const mute = isMute(at);
    const [one] = endpointsOf(at);
    const waiting = endpointsOf(at).find(({ port, security }) => tlsPorts.includes(port) && security !== 'tls');
    return [
      ...(mute && waiting !== undefined
        ? [
            {
              text: `Set TLS from the start for port ${waiting.port} in the mail program: a server that speaks it waits for the client to begin.`,
              command: serverCommand({ ...waiting, security: 'tls' }),
            },
          ]
        : []),
      ...useWorkingPort(at),
      {
        text: 'Check port and protocol in the settings: 993 or 143 for IMAP, 995 or 110 for POP3, 465 or 587 for SMTP.',
        command: portsCommand(at.hosts[0] ?? 'HOST'),
      },
      mute
        ? {
            text: 'Wait a minute and try again: a server may greet late on purpose, or be too busy to greet.',
            ...(one === undefined ? {} : { command: serverCommand(one) }),
          }
        : {
            text: 'Switch off the mail shield of the virus scanner or the captive portal of the network, which may answer instead of the server.',
          },
      {
        text: 'As administrator, see which program holds the port.',
        command: `ss -ltnp 'sport = :${one?.port ?? 25}'`,
      },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? portsCommand(at.hosts[0] ?? 'HOST') : serverCommand(one);
  },
});
