import type { SkipReason } from './evidence.ts';
import type { DnsTrouble, Failure, Stage, Withheld } from './failure.ts';
import { replyLine } from './reply.ts';

const stageNames: Readonly<Record<Stage, string>> = {
  dns: 'the DNS query',
  connect: 'the connection',
  tls: 'the TLS handshake',
  greeting: 'the greeting',
  capabilities: 'the list of capabilities',
  starttls: 'the change to TLS',
  auth: 'the login',
  mail: 'the sender',
  rcpt: 'the recipient',
  data: 'the message',
  folders: 'the list of folders',
  mailbox: 'the maildrop',
  http: 'the answer over HTTPS',
};

const troubles: Readonly<Record<DnsTrouble, string>> = {
  servfail: 'the resolver could not find out (SERVFAIL)',
  refused: 'the resolver refuses to answer (REFUSED)',
  timeout: 'the resolver does not answer',
  unreachable: 'the resolver cannot be reached',
  tls: 'the resolver cannot be verified over TLS',
  malformed: 'the resolver’s answer makes no sense',
  loop: 'the name leads in a circle of aliases',
  'other-rcode': 'the resolver answers with an error',
};

const withheld: Readonly<Record<Withheld, string>> = {
  'starttls-not-offered': 'the server does not offer STARTTLS',
  'no-tls': 'the connection is not protected by TLS',
  'certificate-not-verified': 'the certificate could not be verified',
  'no-common-mechanism': 'the server offers no login method that fits the credentials',
  'auth-not-offered': 'the server offers no login',
  'login-disabled': 'the server does not allow logging in here',
  'credentials-unusable': 'the credentials cannot be used here',
};

const skips: Readonly<Record<SkipReason, string>> = {
  'not-applicable': 'there was nothing to test',
  'above-effect-ceiling': 'this command does not go so far',
  'stopped-here': 'you asked to stop before it',
  'not-asked': 'it was not asked for',
  'no-credentials': 'no password was given',
  'not-confirmed': 'you did not confirm that the password may go there',
  'private-address': 'its address is private, and was not named by you (--allow-private)',
  'done-elsewhere': 'it was tested at another port or address of the same server',
  interrupted: 'the run was interrupted',
  deadline: 'the time for the run was over',
  crashed: 'mailcheck itself failed there',
};

export const troubleText = (trouble: DnsTrouble): string => troubles[trouble];
export const skipText = (reason: SkipReason): string => skips[reason];
export const isSkipReason = (text: string): text is SkipReason => Object.hasOwn(skips, text);

/** What happened, as the middle of a sentence. Server text in it is as received. */
export function failureText(failure: Failure): string {
  const stage = stageNames[failure.stage];
  switch (failure.kind) {
    case 'timeout':
      return `${stage} timed out after ${Math.round(failure.afterMs / 100) / 10} s`;
    case 'refused':
      return failure.stage === 'connect' ? 'the connection is refused' : `${stage} was refused`;
    case 'unreachable':
      return 'the address cannot be reached';
    case 'reset':
      return `the connection was reset at ${stage}`;
    case 'closed':
      return `the server closed the connection at ${stage}`;
    case 'rejected':
      return `the server answered: ${replyLine(failure.reply)}`;
    case 'violation':
      return `the server broke the protocol at ${stage} (${failure.violation})`;
    case 'wrong-service':
      return `another service answered (${failure.service})`;
    case 'tls':
      return `the TLS handshake failed (${failure.code})`;
    case 'dns':
      return troubles[failure.trouble];
    case 'withheld':
      return withheld[failure.reason];
  }
}
