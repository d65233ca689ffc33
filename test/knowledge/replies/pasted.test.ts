import { describe, expect, test } from 'vitest';
import { statementIn } from '../../../src/knowledge/replies/pasted.ts';

/** What is found in a text: protocol, status, enhanced status code or response code, stages. */
function found(text: string, hints: Parameters<typeof statementIn>[1] = {}): unknown[] {
  const { protocol, status, enhanced, code, stages } = statementIn(text, hints);
  return [protocol, status, enhanced ?? code, stages.length > 3 ? 'many' : stages.join(' ')];
}

describe('a reply is found in what is wrapped around it', () => {
  test.each([
    ['550 5.1.1 User unknown', ['smtp', '550', '5.1.1', 'many']],
    ['Invalid login: 535 5.7.8 Error: authentication failed', ['smtp', '535', '5.7.8', 'auth']],
    ["(550, b'5.1.1 <user@example.org>: Recipient address rejected')", ['smtp', '550', '5.1.1', 'many']],
    ["smtplib.SMTPAuthenticationError: (535, b'5.7.8 Bad credentials')", ['smtp', '535', '5.7.8', 'auth']],
    [
      'host mx.example.org[192.0.2.7] said: 550 5.7.1 blocked (in reply to RCPT TO command)',
      ['smtp', '550', '5.7.1', 'rcpt'],
    ],
    ['SMTP error from remote mail server after end of data: 552 5.3.4 too big', ['smtp', '552', '5.3.4', 'data']],
    [
      'Expected response code "250" but got code "550", with message "550 5.7.60 no"',
      ['smtp', '550', '5.7.60', 'many'],
    ],
    ['The server responded: 452 4.5.3 max of 1000 recipients reached.', ['smtp', '452', '4.5.3', 'many']],
    ['sorry (#5.1.1)', ['smtp', undefined, '5.1.1', '']],
    ['connect to mx.example.org[192.0.2.7]:25: Connection timed out', [undefined, undefined, undefined, '']],
    ['connect ECONNREFUSED 192.0.2.25:587', [undefined, undefined, undefined, '']],
    ['Exim 4.94.2 is old', [undefined, undefined, undefined, '']],
    ['a1 NO [AUTHENTICATIONFAILED] Authentication failed.', ['imap', 'NO', 'AUTHENTICATIONFAILED', 'auth']],
    ['imap_mail: [NONEXISTENT] Unknown Mailbox: Sent', ['imap', 'NO', 'NONEXISTENT', 'many']],
    ['-ERR [IN-USE] locked', ['pop3', '-ERR', 'IN-USE', 'many']],
    ['No such user here', [undefined, undefined, undefined, '']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('hints are believed', () => {
    expect(found('no', { protocol: 'imap', phase: 'login' })).toEqual(['imap', undefined, undefined, 'auth']);
    expect(found('550 no', { protocol: 'smtp', phase: 'RCPT' })).toEqual(['smtp', '550', undefined, 'rcpt']);
    expect(found('550 no', { phase: 'nonsense' })[3]).toBe('many');
  });

  test('the challenge of XOAUTH2 is read as what it holds', () => {
    const challenge = Buffer.from('{"status":"400","schemes":"Bearer"}').toString('base64');
    expect(statementIn(`334 ${challenge}`).plain).toContain('"schemes":"bearer"');
  });

  test('no more than 2048 characters are kept', () => {
    expect(statementIn('x'.repeat(10_000)).text.length).toBe(2048);
  });
});
