import { describe, expect, test } from 'vitest';
import { clientConfig, published, type ServerParts, server, settings } from './xml.ts';

const smtp = server({ side: 'outgoingServer', port: '465' });
const good = server({ hostname: 'imap.example.org' });
/** One server beside a good one, so that the file can be used whatever becomes of the first. */
const beside = (parts: ServerParts) =>
  settings(clientConfig(server({ hostname: 'tested.example.org', ...parts }) + good + smtp));
const tested = async (parts: ServerParts) => {
  const { incoming, dropped, remarks } = await beside(parts);
  return { server: incoming.find(({ host }) => host !== 'imap.example.org'), dropped, remarks };
};

describe('a whole file', () => {
  test('is its servers, names, pages and token sources', async () => {
    const text = clientConfig(
      `<domain>example.org</domain><domain>Bücher.example</domain><domain>example.org</domain>
       <displayName>Example &amp; Söhne</displayName><displayShortName>Example</displayShortName>
       ${server()}${server({ side: 'outgoingServer', hostname: 'smtp.example.org', port: '587', socketType: 'STARTTLS', authentication: ['OAuth2', 'password-cleartext'] })}
       <documentation url="https://example.org/de"><descr lang="de">Einrichten</descr><descr lang="en">Set it up</descr></documentation>
       <enable visiturl="https://example.org/on"><instruction>Turn it on</instruction></enable>`,
      `<oAuth2><issuer>login.example.org</issuer><scope>mail.read  offline_access</scope>
       <authURL>https://login.example.org/auth</authURL><tokenURL>http://login.example.org/token</tokenURL></oAuth2>`,
    );
    expect(await settings(text)).toEqual({
      format: 'autoconfig',
      displayName: 'Example & Söhne',
      shortName: 'Example',
      domains: ['example.org', 'xn--bcher-kva.example'],
      incoming: [
        {
          type: 'imap',
          host: 'mail.example.org',
          port: 993,
          security: 'tls',
          auth: ['password-cleartext'],
          username: 'ann@example.org',
          usernameTemplate: '%EMAILADDRESS%',
        },
      ],
      outgoing: [
        {
          type: 'smtp',
          host: 'smtp.example.org',
          port: 587,
          security: 'starttls',
          auth: ['oauth2', 'password-cleartext'],
          username: 'ann@example.org',
          usernameTemplate: '%EMAILADDRESS%',
        },
      ],
      documentation: [
        { url: 'https://example.org/de', text: 'Set it up' },
        { url: 'https://example.org/on', text: 'Turn it on', toEnable: true },
      ],
      oAuth2: [
        {
          issuer: 'login.example.org',
          scopes: ['mail.read', 'offline_access'],
          authorizationUrl: 'https://login.example.org/auth',
        },
      ],
      dropped: [{ what: 'oAuth2', reason: 'its tokenURL "http://login.example.org/token" is not https' }],
      remarks: [],
    });
  });

  test('is put in order: TLS, STARTTLS, nothing; of equal ones IMAP first; then as written', async () => {
    const rows: readonly (readonly [string, string, string])[] = [
      ['pop3', '110', 'plain'],
      ['imap', '143', 'plain'],
      ['pop3', '110', 'STARTTLS'],
      ['imap', '143', 'STARTTLS'],
      ['pop3', '995', 'SSL'],
      ['imap', '994', 'SSL'],
      ['imap', '993', 'SSL'],
    ];
    const { incoming } = await settings(
      clientConfig(rows.map(([type, port, socketType]) => server({ type, port, socketType })).join('')),
    );
    expect(incoming.map(({ type, port, security }) => `${type} ${port} ${security}`)).toEqual([
      'imap 994 tls',
      'imap 993 tls',
      'pop3 995 tls',
      'imap 143 starttls',
      'pop3 110 starttls',
      'imap 143 none',
      'pop3 110 none',
    ]);
  });

  test.each(['1.0', '1.2', '2.0', ''])('is not told by its version: %s', async (version) => {
    const text = clientConfig(good).replace('version="1.1"', version === '' ? '' : `version="${version}"`);
    expect((await settings(text)).incoming).toHaveLength(1);
  });

  test.each([
    ['no provider', '<clientConfig/>', 'there is no emailProvider in it'],
    ['no server', clientConfig('<domain>example.org</domain>'), 'there is no server in it'],
    ['no usable server', clientConfig(server({ port: '0' })), 'none of its servers can be used'],
    ['thousands of servers', clientConfig(good.repeat(500)), 'it lists 500 servers; 64 are read at most'],
    [
      'another kind of XML',
      '<rss version="2.0"/>',
      'its root is "rss" and not clientConfig (autoconfig) or Autodiscover',
    ],
    ['another kind of JSON', '{"a": 1}', 'it is JSON, but no configuration for mail programs (PACC)'],
    ['a web page in XML', '<Html xmlns="http://www.w3.org/1999/xhtml"/>', 'it is a web page (HTML)'],
  ])('cannot be used: %s', async (_, text, why) => {
    const read = await published(text).catch((error: Error) => ({ unusable: error.message }));
    expect('unusable' in read && read.unusable).toContain(why);
  });

  test('of a second provider nothing is read', async () => {
    const other = `<emailProvider id="b">${server({ hostname: 'b.example.org' })}</emailProvider>`;
    const { incoming, dropped } = await settings(clientConfig(good, other));
    expect(incoming.map(({ host }) => host)).toEqual(['imap.example.org']);
    expect(dropped).toEqual([{ what: 'emailProvider', reason: 'there are several; only the first is read' }]);
  });

  test('of several providers the one that lists the domain of the address is read', async () => {
    const other = `<emailProvider id="b"><domain>b.example</domain>${server({ hostname: 'mx.b.example' })}</emailProvider>`;
    const { incoming, domains, dropped } = await settings(clientConfig(good, other), 'ann@b.example');
    expect([incoming.map(({ host }) => host), domains]).toEqual([['mx.b.example'], ['b.example']]);
    expect(dropped).toEqual([{ what: 'emailProvider', reason: 'there are several; only that for b.example is read' }]);
  });

  test.each([
    ['%EMAILADDRESS%', 'ann@example.org'],
    ['%EMAILDOMAIN% mail', 'example.org mail'],
    ['100% mail', '100% mail'],
    ['%BRAND% mail', '%BRAND% mail'],
  ])('has the name %s', async (written, displayName) => {
    expect(await settings(clientConfig(`<displayName>${written}</displayName>${good}`))).toMatchObject({ displayName });
  });

  test('what is listed twice is there once', async () => {
    const { incoming, dropped } = await settings(clientConfig(good + good));
    expect(incoming).toHaveLength(1);
    expect(dropped).toEqual([{ what: 'imap imap.example.org:993', reason: 'it is listed twice' }]);
  });

  test('pages that are not https are not shown, nor names with marks in them', async () => {
    const { documentation, displayName, domains, oAuth2, dropped } = await settings(
      clientConfig(
        `<displayName>safe\u202egnp.exe</displayName><domain>exa mple.org</domain>
        ${['http://example.org/', 'javascript:alert(1)', 'https://a:b@example.org/', 'https://exa\u200bmple.org/', ''].map((url) => `<documentation url="${url}"/>`).join('')}${good}`,
        '<oAuth2><scope>x</scope></oAuth2>',
      ),
    );
    expect([documentation, displayName, domains, oAuth2]).toEqual([[], undefined, [], []]);
    expect(dropped.map(({ what }) => what)).toEqual([
      'displayName',
      'domain',
      ...Array.from({ length: 5 }, () => 'documentation'),
      'oAuth2',
    ]);
  });
});

describe('one server', () => {
  test.each<readonly [string, ServerParts, string]>([
    ['no host', { hostname: '' }, 'it has no hostname'],
    ['a host with a scheme', { hostname: 'imaps://a.example.org' }, 'is no host name'],
    ['a host with a port', { hostname: 'a.example.org:993' }, 'is no host name'],
    ['a host with a space', { hostname: 'a .example.org' }, 'is no host name'],
    ['a host with a tab', { hostname: 'a&#9;b.example.org' }, 'is no host name'],
    ['a host with a path', { hostname: 'a.example.org/b' }, 'is no host name'],
    ['a host with a user', { hostname: 'a@b.example.org' }, 'is no host name'],
    ['a host with a bidi mark', { hostname: 'a\u202e.example.org' }, 'is no host name'],
    ['a host with an invisible space', { hostname: 'a\u200b.example.org' }, 'is no host name'],
    ['a host that is an address', { hostname: '192.0.2.1' }, 'is an address, not a name'],
    ['a host that is an IPv6 address', { hostname: '2001:db8::1' }, 'is an address, not a name'],
    ['a host that is a word', { hostname: 'localhost' }, 'is a single word'],
    ['a host with elements', { hostname: 'a<b/>.example.org' }, 'it has no hostname'],
    ['a host with an unknown placeholder', { hostname: '%MAILHOST%.example.org' }, '"%MAILHOST%" cannot be filled in'],
    ['no port', { port: '' }, 'it has no port'],
    ['a port with letters', { port: '993abc' }, 'the port "993abc" is no port number'],
    ['port 0', { port: '0' }, 'the port "0" is no port number'],
    ['a port too high', { port: '70000' }, 'the port "70000" is no port number'],
    ['a negative port', { port: '-993' }, 'the port "-993" is no port number'],
    ['a port in hexadecimal', { port: '0x3e1' }, 'the port "0x3e1" is no port number'],
    ['a port in other digits', { port: '９９３' }, 'is no port number'],
    ['no socketType', { socketType: '' }, 'it has no socketType'],
    ['an unknown socketType', { socketType: 'TLS' }, 'the socketType "TLS" is not known'],
    ['no type', { type: '' }, 'it has no type'],
    ['a type of the other side', { type: 'smtp' }, 'its type does not belong here'],
    ['an unknown type', { type: 'imaps' }, 'its type does not belong here'],
    ...['jmap', 'caldav', 'CardDAV', 'ews', 'exchange', 'graph', 'activeSync', 'managesieve', 'xmpp'].map(
      (type) => [`type ${type}`, { type }, 'skipped: it is no IMAP, POP3 or SMTP server'] as const,
    ),
  ])('with %s is left out', async (_, parts, reason) => {
    const { server: left, dropped } = await tested(parts);
    expect(left).toBeUndefined();
    expect(dropped).toHaveLength(1);
    expect(dropped[0]?.reason).toContain(reason);
  });

  test.each<readonly [string, ServerParts, object]>([
    ['upper case', { type: 'IMAP', socketType: 'StartTLS', port: ' 143\n' }, { security: 'starttls', port: 143 }],
    ['CDATA and comments', { hostname: '<![CDATA[a.]]>example<!-- x -->.org' }, { host: 'a.example.org' }],
    ['U-labels', { hostname: 'bücher.example' }, { host: 'xn--bcher-kva.example' }],
    ['TLS beside nothing', { socketType: 'plain</socketType><socketType>SSL' }, { security: 'tls' }],
    ['a final dot', { hostname: 'A.Example.ORG.' }, { host: 'a.example.org' }],
    ['a host from the address', { hostname: 'mail.%EMAILDOMAIN%' }, { host: 'mail.example.org' }],
    [
      'a known socketType behind an unknown one',
      { socketType: 'foo</socketType><socketType>SSL' },
      { security: 'tls' },
    ],
    [
      'every method',
      { authentication: ['OAuth2', 'PASSWORD-ENCRYPTED', 'gssapi', 'NTLM', 'TLS-client-cert', 'none', 'none'] },
      { auth: ['oauth2', 'password-encrypted', 'gssapi', 'ntlm', 'tls-client-cert', 'none'] },
    ],
    [
      'the words of old files',
      { authentication: ['secure', 'plain'] },
      { auth: ['password-encrypted', 'password-cleartext'] },
    ],
  ])('is read with %s', async (_, parts, expected) => {
    const { server: read, dropped } = await tested(parts);
    expect(read).toMatchObject(expected);
    expect(dropped).toEqual([]);
  });

  test.each([
    ['%EMAILADDRESS%', 'ann@example.org'],
    ['%EMAILLOCALPART%.%EMAILDOMAIN%', 'ann.example.org'],
    ['%emailaddress%', 'ann@example.org'],
    ['%EMAILLOCALPART%%%EMAILDOMAIN%', 'ann%example.org'],
    ['mailbox-17', 'mailbox-17'],
    ['100%', '100%'],
    ['%EMAILLOCALPART%%example.org', 'ann%example.org'],
  ])('has the user name %s', async (username, expected) => {
    const { server: read, dropped } = await tested({ username });
    expect(read).toMatchObject({ username: expected, usernameTemplate: username });
    expect(dropped).toEqual([]);
  });

  test('fills in once: what an address puts in is not looked at again', async () => {
    const text = clientConfig(server({ username: '%EMAILLOCALPART%@%EMAILDOMAIN%' }));
    const { incoming } = await settings(text, 'a%EMAILDOMAIN%b@example.org');
    expect(incoming[0]?.username).toBe('a%EMAILDOMAIN%b@example.org');
  });

  test.each([
    ['', 'it says no user name'],
    [' ', 'its user name is empty'],
    ['%EMAILADDRESS', 'the placeholder "%EMAILADDRESS" in its user name is not closed'],
    ['%REALNAME%', 'the placeholder "%REALNAME%" in its user name is not known'],
    ['%emailaddress', 'the placeholder "%emailaddress" in its user name is not closed'],
    ['%SERVER/USER%', 'the placeholder "%SERVER/USER%" in its user name is not known'],
    ['ann\u202e', 'its user name holds what no name has'],
    ['ann&#10;b', 'its user name holds what no name has'],
  ])('with the user name "%s" has none, which is told', async (username, reason) => {
    const { server: read, dropped } = await tested({ username });
    expect(read).toMatchObject({ host: 'tested.example.org', port: 993 });
    expect(read).not.toHaveProperty('username');
    expect(dropped).toEqual([{ what: 'imap tested.example.org:993', reason, fault: true }]);
  });

  test('that nobody logs in to needs no user name', async () => {
    const { server: read, dropped } = await tested({ username: '', authentication: ['none'] });
    expect([read?.auth, dropped]).toEqual([['none'], []]);
  });

  test('without an address keeps its user name open', async () => {
    const read = await published(clientConfig(good));
    expect('incoming' in read && read.incoming[0]).toMatchObject({ usernameTemplate: '%EMAILADDRESS%' });
    expect('incoming' in read && read.incoming[0]).not.toHaveProperty('username');
  });

  test('drops what it does not know of logging in, and stays', async () => {
    const { server: read, dropped } = await tested({ authentication: ['telepathy', 'password-cleartext'] });
    expect(read?.auth).toEqual(['password-cleartext']);
    expect(dropped.map(({ reason }) => reason)).toEqual(['the authentication "telepathy" is not known']);
  });

  test('takes no password from the file', async () => {
    const read = await beside({ more: '<password>hunter2-canary</password>' });
    expect(read.dropped.map(({ reason }) => reason)).toEqual([
      'the password in the file is not used: one that is published is none',
    ]);
    expect(JSON.stringify(read)).not.toContain('hunter2-canary');
  });

  test('with a value twice has the first, and the other is told', async () => {
    const more = '<hostname>evil.example</hostname><hostname>evil.example</hostname><username>mallory</username>';
    const { server: read, dropped } = await tested({ more });
    expect(read).toMatchObject({ host: 'tested.example.org', username: 'ann@example.org' });
    expect(dropped.map(({ reason }) => reason)).toEqual([
      'it has several elements hostname; the first is read',
      'it has several elements username; the first is read',
    ]);
  });

  test.each([
    ['letters like others', { hostname: 'im\u0430p.example.org' }, 'such letters can look like others'],
    ['a restriction', { more: '<restriction>clientIPAddress</restriction>' }, 'the provider’s own network only'],
  ])('is kept with %s, which is told', async (_, parts, why) => {
    const { server: read, remarks } = await tested(parts);
    expect(read).toMatchObject({ port: 993 });
    expect(remarks.map(({ reason }) => reason)).toEqual([expect.stringContaining(why)]);
  });

  test('without TLS is kept, last, and told', async () => {
    const { incoming, remarks } = await beside({ socketType: 'plain', port: '143' });
    expect(incoming.map(({ security }) => security)).toEqual(['tls', 'none']);
    expect(remarks.map(({ what }) => what)).toEqual(['imap tested.example.org:143']);
  });

  test('that is not to be used alone is told', async () => {
    const { remarks } = await beside({ more: '<useGlobalPreferredServer>true</useGlobalPreferredServer>' });
    expect(remarks[0]?.reason).toContain('lets Thunderbird send through another account');
  });

  test('of another kind is skipped, and an open placeholder in it told', async () => {
    const { dropped } = await beside({ type: 'ews', username: '%EMAILADDRESS' });
    expect(dropped.map(({ reason }) => reason)).toEqual([
      'the placeholder "%EMAILADDRESS" in its user name is not closed',
      'skipped: it is no IMAP, POP3 or SMTP server',
    ]);
  });
});
