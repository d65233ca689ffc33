import { describe, expect, test } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import { codeOf, inWords, socketFailure } from '../../src/transport/socket-failure.ts';
import { looksLikeTls, tlsReason } from '../../src/transport/tls-failure.ts';
import { replyOf } from '../evidence.ts';

describe('the code of an error', () => {
  test.each([
    [Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    [new Error('ECONNRESET in words'), 'UNKNOWN'],
    [Object.assign(new Error('x'), { code: 5 }), 'UNKNOWN'],
    [null, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
    ['text', 'UNKNOWN'],
  ])('%s: %s', (error, code) => {
    expect(codeOf(error)).toBe(code);
  });
});

test.each<[string, object]>([
  ['ECONNREFUSED', { kind: 'refused' }],
  ['ECONNRESET', { kind: 'reset' }],
  ['EPIPE', { kind: 'reset' }],
  ['ECONNABORTED', { kind: 'reset' }],
  ['ETIMEDOUT', { kind: 'timeout', afterMs: 1235 }],
  ['ENETUNREACH', { kind: 'unreachable' }],
  ['EHOSTUNREACH', { kind: 'unreachable' }],
  ['EACCES', { kind: 'unreachable' }],
  ['EADDRNOTAVAIL', { kind: 'unreachable' }],
  ['ERR_SSL_WRONG_VERSION_NUMBER', { kind: 'tls', reason: 'not-tls' }],
  ['CLOSED', { kind: 'unreachable' }],
])('%s at connecting', (code, expected) => {
  expect(socketFailure('connect', code, 1234.6)).toMatchObject({ stage: 'connect', ...expected });
});

test.each(['CLOSED', 'EHOSTUNREACH', 'UNKNOWN', 'ABORTED'])('%s later on is an end', (code) => {
  expect(socketFailure('auth', code, 1)).toEqual({ kind: 'closed', stage: 'auth', code });
});

test.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'not-tls'],
  ['ERR_SSL_HTTP_REQUEST', 'not-tls'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'version'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'version'],
  ['ERR_SSL_TLS_ALERT_PROTOCOL_VERSION', 'version'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'cipher'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'cipher'],
  ['ERR_SSL_NO_SHARED_CIPHER', 'cipher'],
  ['ERR_SSL_DH_KEY_TOO_SMALL', 'key'],
  ['ERR_SSL_EE_KEY_TOO_SMALL', 'key'],
  ['ERR_SSL_CA_MD_TOO_WEAK', 'key'],
  ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'alert'],
  ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'closed'],
  ['ECONNRESET', 'closed'],
  ['CLOSED', 'closed'],
  ['ERR_SSL_BAD_SIGNATURE', 'other'],
  ['', 'other'],
])('%s is a matter of %s', (code, reason) => {
  expect(tlsReason(code)).toBe(reason);
});

test.each<[string, readonly number[], boolean]>([
  ['nothing', [], true],
  ['an alert', [0x15, 3, 3, 0, 2], true],
  ['a handshake', [0x16, 3, 1], true],
  ['the first byte of one', [0x16], true],
  ['SSL 2', [0x80, 0x2e], false],
  ['a record of no known version', [0x16, 2], false],
  ['a greeting', [...Buffer.from('220 ')], false],
])('%s looks like TLS: %s', (_, bytes, expected) => {
  expect(looksLikeTls(Uint8Array.from(bytes))).toBe(expected);
});

test.each<[Failure, string]>([
  [{ kind: 'timeout', stage: 'connect', afterMs: 999 }, 'no answer within 999 ms'],
  [{ kind: 'timeout', stage: 'connect', afterMs: 10_000 }, 'no answer within 10 s'],
  [{ kind: 'timeout', stage: 'connect', afterMs: 1_250 }, 'no answer within 1.3 s'],
  [{ kind: 'refused', stage: 'connect' }, 'refused'],
  [{ kind: 'unreachable', stage: 'connect', code: 'ENETUNREACH' }, 'unreachable (ENETUNREACH)'],
  [{ kind: 'unreachable', stage: 'connect' }, 'unreachable (no route)'],
  [{ kind: 'reset', stage: 'auth' }, 'connection reset'],
  [{ kind: 'closed', stage: 'auth' }, 'connection closed by the server'],
  [{ kind: 'closed', stage: 'auth', code: 'ABORTED' }, 'given up by mailcheck'],
  [{ kind: 'tls', stage: 'tls', reason: 'version', code: 'X' }, 'TLS failed: version (X)'],
  [{ kind: 'violation', stage: 'auth', violation: 'line-too-long' }, 'session ended: line-too-long'],
  [{ kind: 'rejected', stage: 'rcpt', reply: replyOf('smtp', '550', 'no') }, 'rejected: 550 no'],
  [{ kind: 'withheld', stage: 'auth', reason: 'no-tls' }, 'withheld'],
])('%j in words', (failure, words) => {
  expect(inWords(failure)).toBe(words);
});
