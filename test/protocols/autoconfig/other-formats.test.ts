import { describe, expect, test } from 'vitest';
import { published, settings } from './xml.ts';

describe('PACC', () => {
  const full = {
    protocols: {
      imap: { host: 'imap.example.org' },
      pop3: { host: 'POP.example.org' },
      submit: { host: 'smtp.example.org' },
      smtp: { host: 'smtp.example.org' },
      jmap: { url: 'https://jmap.example.org/' },
    },
    authentication: { 'oauth-public': { issuer: 'https://login.example.org' }, password: true },
    info: {
      provider: { name: 'Example', shortName: 'Ex' },
      help: { documentation: 'https://example.org/help', developer: 'http://example.org/dev', contact: ['a@b'] },
    },
  };

  test('is servers with TLS from the start, and the whole address', async () => {
    const read = await settings(JSON.stringify(full));
    const auth = ['oauth2', 'password-cleartext'];
    const login = { security: 'tls', auth, username: 'ann@example.org', usernameTemplate: '%EMAILADDRESS%' };
    expect(read).toEqual({
      format: 'pacc',
      displayName: 'Example',
      shortName: 'Ex',
      domains: [],
      incoming: [
        { type: 'imap', host: 'imap.example.org', port: 993, ...login },
        { type: 'pop3', host: 'pop.example.org', port: 995, ...login },
      ],
      outgoing: [{ type: 'smtp', host: 'smtp.example.org', port: 465, ...login }],
      documentation: [{ url: 'https://example.org/help', text: 'documentation' }],
      oAuth2: [{ issuer: 'https://login.example.org', scopes: [] }],
      dropped: [
        { what: 'jmap', reason: 'skipped: it is no IMAP, POP3 or SMTP server' },
        { what: 'help', reason: 'the address "http://example.org/dev" is not shown: it is not https' },
      ],
      remarks: [],
    });
  });

  test('without an address leaves the user name open', async () => {
    const read = await published(JSON.stringify(full));
    expect('incoming' in read && read.incoming[0]).not.toHaveProperty('username');
  });

  test.each([
    [{ protocols: {} }, 'it names no IMAP, POP3 or SMTP server', []],
    [{ protocols: { imap: { host: 7 } } }, 'it names no IMAP, POP3 or SMTP server', ['it has no host']],
    [
      { protocols: { imap: { host: 'a b' } }, authentication: 'x', info: [] },
      'it names no IMAP, POP3 or SMTP server',
      ['the hostname "a b" is no host name'],
    ],
    [{ protocols: [] }, 'it is JSON, but no configuration for mail programs (PACC)', []],
  ])('%j cannot be used', async (value, unusable, reasons) => {
    const read = await published(JSON.stringify(value), 'ann@example.org');
    expect('unusable' in read && read.unusable).toBe(unusable);
    expect(read.dropped.map(({ reason }) => reason)).toEqual(reasons);
  });

  test('the prototype of an object publishes nothing', async () => {
    const read = await published('{"protocols": {"__proto__": {"imap": {"host": "mail.example.org"}}}}');
    expect(read).toMatchObject({ unusable: 'it names no IMAP, POP3 or SMTP server' });
  });
});

describe('Autodiscover', () => {
  const answer = (inside: string): string =>
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">${inside}</Response></Autodiscover>`;
  const account = (inside: string): string =>
    answer(`<Account><AccountType>email</AccountType><Action>settings</Action>${inside}</Account>`);
  const protocol = (type: string, more = ''): string =>
    `<Protocol><Type>${type}</Type><Server>mail.example.org</Server>${more}</Protocol>`;

  test.each([
    ['IMAP', '<Port>993</Port><SSL>on</SSL>', { type: 'imap', port: 993, security: 'tls' }],
    ['IMAP', '', { type: 'imap', port: 993, security: 'tls' }],
    ['IMAP', '<Port>143</Port><SSL>on</SSL>', { port: 143, security: 'starttls' }],
    ['IMAP', '<Port>143</Port><SSL>off</SSL>', { security: 'none' }],
    ['IMAP', '<Port>143</Port><SSL>off</SSL><Encryption>TLS</Encryption>', { security: 'starttls' }],
    ['POP3', '<Port>995</Port><Encryption>None</Encryption>', { security: 'none' }],
    ['POP3', '<Port>995</Port><SPA>on</SPA>', { auth: ['ntlm'] }],
    ['SMTP', '<Port>587</Port>', { type: 'smtp', security: 'starttls', auth: ['password-cleartext'] }],
    ['SMTP', '<Port>465</Port><AuthRequired>off</AuthRequired>', { security: 'tls', auth: ['none'] }],
    ['smtp', '<LoginName>ann</LoginName>', { username: 'ann' }],
  ])('%s with %s', async (type, more, expected) => {
    const { incoming, outgoing } = await settings(account(protocol(type, more)));
    expect([...incoming, ...outgoing]).toMatchObject([{ host: 'mail.example.org', ...expected }]);
  });

  test('what is no server for mail, and what is wrong, is left out', async () => {
    const { incoming, dropped } = await settings(
      account(
        protocol('EXCH') +
          protocol('IMAP', '<Port>x</Port>') +
          '<Protocol><Type>POP3</Type><Server>a b</Server></Protocol>' +
          protocol('IMAP', '<Password>canary</Password><LoginName>a\u202eb</LoginName>'),
      ),
    );
    expect(incoming).toHaveLength(1);
    expect(incoming[0]).not.toHaveProperty('username');
    expect(dropped.map(({ reason }) => reason)).toEqual([
      'skipped: it is no IMAP, POP3 or SMTP server',
      'the port "x" is no port number',
      'the hostname "a b" is no host name',
      'the password in it is not used: one that is published is none',
      'its user name holds what no name has',
    ]);
    expect(JSON.stringify(dropped)).not.toContain('canary');
  });

  test.each([
    [answer('<Error><Message>Not here</Message></Error>'), 'the server answered with an error: Not here'],
    ['<Autodiscover/>', 'the server answered with an error'],
    ['<Autodiscover><Request/></Autodiscover>', 'it is a question for Autodiscover, and not the answer'],
    [
      answer('<Action><Settings/></Action>'),
      'it is for devices with ActiveSync, and names no IMAP, POP3 or SMTP server',
    ],
    [answer('<User/>'), 'it has no account'],
    [answer('<Account><Action>redirectAddr</Action></Account>'), 'it sends on to another place (redirectaddr)'],
    [account(protocol('EXCH')), 'it names no IMAP, POP3 or SMTP server'],
    [account(protocol('IMAP').repeat(100)), 'it lists 100 servers; 64 are read at most'],
  ])('cannot be used: %s', async (text, unusable) => {
    expect(await published(text)).toMatchObject({ unusable });
  });
});
