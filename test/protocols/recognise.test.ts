import { describe, expect, it } from 'vitest';
import { recogniseService } from '../../src/protocols/recognise.ts';

describe('recogniseService (PR22)', () => {
  it.each([
    ['220 mx.example.org ESMTP Postfix', 'smtp'],
    ['220-mx.example.org ESMTP Exim 4.96', 'smtp'],
    ['220 mx.example.org', 'smtp'],
    ['220 ftp.example.org ESMTP', 'smtp'],
    ['220 [192.0.2.1] LMTP ready', 'smtp'],
    ['554 mx.example.org', 'smtp'],
    ['421 Exim: too many connections', 'smtp'],
    ['220 (vsFTPd 3.0.5)', 'ftp'],
    ['220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------', 'ftp'],
    ['220 ProFTPD Server (mail.example.org)', 'ftp'],
    ['220 ftp.example.org FTP server ready', 'ftp'],
    ['220-FileZilla Server 1.8.0', 'ftp'],
    ['220 welcome', 'unknown'],
    ['* OK [CAPABILITY IMAP4rev1] ready', 'imap'],
    ['* ok ready', 'imap'],
    ['* PREAUTH hello', 'imap'],
    ['* BYE go', 'imap'],
    ['+OK ready', 'pop3'],
    ['-ERR go away', 'pop3'],
    ['"IMPLEMENTATION" "Dovecot Pigeonhole"', 'sieve'],
    ['"SASL" "PLAIN"', 'sieve'],
    ['BYE "too many"', 'sieve'],
    ['NO (TRYLATER) "later"', 'sieve'],
    ['HTTP/1.1 400 Bad Request', 'http'],
    ['<!DOCTYPE html>', 'http'],
    ['<html><body>', 'http'],
    ['SSH-2.0-OpenSSH_9.2p1', 'ssh'],
    ['\x15\x03\x01\x00\x02\x02\x0a', 'tls'],
    ['\x16\x03\x03\x00\x7a\x02', 'tls'],
    ['\x16\x02', 'unknown'],
    ['', 'unknown'],
    ['+Do you even care?', 'unknown'],
    ['*', 'unknown'],
    ['J\0\0\0\n8.0.36\0', 'unknown'],
    ['"hello" "world"', 'unknown'],
  ])('%j is %s', (text, service) => {
    expect(recogniseService(text)).toBe(service);
    expect(recogniseService(Buffer.from(text, 'latin1'))).toBe(service);
  });

  it('looks only at the beginning of a flood', () => {
    expect(recogniseService(`220 ${'a'.repeat(1 << 20)} ESMTP`)).toBe('unknown');
  });
});
