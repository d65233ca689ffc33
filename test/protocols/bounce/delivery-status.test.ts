import { describe, expect, test } from 'vitest';
import { parseDeliveryStatus } from '../../../src/protocols/bounce/delivery-status.ts';

const five = `Reporting-MTA: dns; relay.example.org
Arrival-Date: Thu, 26 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; one@example.org
Original-Recipient: rfc822;first@example.org
Action: failed
Status: 5.1.1 (bad destination mailbox address)
Remote-MTA: dns; mx.example.org (192.0.2.25)
Diagnostic-Code: smtp; 550 5.1.1 <one@example.org>: Recipient address
    rejected: User unknown

Final-Recipient: rfc822; two@example.org
Action: delivered
Status: 2.0.0

Final-Recipient: rfc822; three@example.net
Action: relayed
Status: 2.1.5

Final-Recipient: RFC822; <four@example.com>
Action: Delayed
Status: 4.4.1
Diagnostic-Code: X-Postfix; connect to mx.example.com[198.51.100.25]:25: Connection timed out
Will-Retry-Until: Tue, 1 Dec 2026 10:00:00 +0000

Final-Recipient: rfc822; five@example.com
Action: expanded
Status: 2.0.0
`;

const told = {
  reportingMta: 'relay.example.org',
  recipients: [
    {
      recipient: 'one@example.org',
      action: 'failed',
      status: '5.1.1',
      text: '550 5.1.1 <one@example.org>: Recipient address rejected: User unknown',
      quoted: true,
      remoteMta: 'mx.example.org (192.0.2.25)',
    },
    { recipient: 'two@example.org', action: 'delivered', status: '2.0.0', text: '', quoted: false },
    { recipient: 'three@example.net', action: 'relayed', status: '2.1.5', text: '', quoted: false },
    {
      recipient: 'four@example.com',
      action: 'delayed',
      status: '4.4.1',
      text: 'connect to mx.example.com[198.51.100.25]:25: Connection timed out',
      quoted: false,
    },
    { recipient: 'five@example.com', action: 'expanded', status: '2.0.0', text: '', quoted: false },
  ],
};

describe('a delivery status (RFC 3464)', () => {
  test.each([
    ['as it is written', five],
    ['with CR LF', five.replaceAll('\n', '\r\n')],
    ['with CR alone', five.replaceAll('\n', '\r')],
    ['with spaces in its empty lines', five.replaceAll('\n\n', '\n \t\n')],
    ['with several empty lines', `\n\n${five.replaceAll('\n\n', '\n\n\n\n')}`],
  ])('%s tells five outcomes', (_, body) => {
    expect(parseDeliveryStatus(body)).toEqual(told);
  });

  test('may leave out what is said about the whole message', () => {
    expect(parseDeliveryStatus('Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: 5.0.0')).toEqual({
      recipients: [{ recipient: 'ann@example.org', action: 'failed', status: '5.0.0', text: '', quoted: false }],
    });
  });

  test('names the original recipient where the final one is missing', () => {
    const { recipients } = parseDeliveryStatus('Reporting-MTA: dns; a\n\nOriginal-Recipient: rfc822;ann@example.org');
    expect(recipients[0]?.recipient).toBe('ann@example.org');
  });

  test('may say nothing about recipients', () => {
    expect(parseDeliveryStatus('Reporting-MTA: dns; relay.example.org\n\nX-Queue: 17')).toEqual({
      reportingMta: 'relay.example.org',
      recipients: [],
    });
    expect(parseDeliveryStatus('')).toEqual({ recipients: [] });
  });

  test('may have values without a type', () => {
    const [one] = parseDeliveryStatus(
      'A: b\n\nFinal-Recipient: ann@example.org\nAction: failed\nDiagnostic-Code: 552 5.2.2 Mailbox full',
    ).recipients;
    expect(one).toMatchObject({ recipient: 'ann@example.org', text: '552 5.2.2 Mailbox full', quoted: false });
  });

  test('is read for a thousand recipients, and no more', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `Final-Recipient: rfc822; u${i}@example.org\nAction: failed`);
    expect(parseDeliveryStatus(`Reporting-MTA: dns; a\n\n${many.join('\n\n')}`).recipients).toHaveLength(1000);
  });
});
