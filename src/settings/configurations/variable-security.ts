import type { ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import { type Entry, isNo, isOpen, isYes, type ServerReading, said } from './reading.ts';
import type { Lookup } from './variable-names.ts';

const words: Readonly<Record<string, ConfiguredSecurity>> = {
  ...{ ssl: 'tls', smtps: 'tls', imaps: 'tls', pop3s: 'tls', implicit: 'tls', 'ssl/tls': 'tls' },
  ...{ force_tls: 'tls', forcetls: 'tls', ssl_tls: 'tls', ssltls: 'tls' },
  ...{ starttls: 'starttls', start_tls: 'starttls', 'start-tls': 'starttls', explicit: 'starttls' },
  ...{ 'smtp+starttls': 'starttls', mandatorystarttls: 'starttls', required: 'starttls', always: 'starttls' },
  ...{ opportunisticstarttls: 'opportunistic', auto: 'opportunistic' },
  ...{ none: 'none', plain: 'none', off: 'none', never: 'none', nostarttls: 'none' },
};

const ofStartTls = [25, 587, 143, 110];
const isImplicit = (server: ServerReading): boolean => [465, 993, 995].includes(server.portNumber ?? 0);

/** What a word means; `tls` is either, as the port has it. Undefined: it says nothing. */
function wordOf(entry: Entry | undefined, server: ServerReading): Setting<ConfiguredSecurity> | undefined {
  const word = entry?.value.toLowerCase() ?? '';
  if (word === 'tls') return said(isImplicit(server) ? 'tls' : 'starttls', entry);
  const known = words[word];
  return known === undefined ? undefined : said(known, entry);
}

/** How a program starts TLS, where the names of its variables tell. What nobody can know is `unknown`. */
export function securityByVariables(of: Lookup, server: ServerReading): Setting<ConfiguredSecurity> {
  const named = of('SECURITY', 'TLS_MODE', 'CONNECTION_SECURITY');
  if (named !== undefined && named.value !== '') {
    if (/^tls$/i.test(named.value)) return said('tls', named);
    return wordOf(named, server) ?? said('unknown', named);
  }
  const policy = of('STARTTLS_POLICY', 'ENABLE_STARTTLS', 'STARTTLS');
  const byWord =
    wordOf(of('ENCRYPTION', 'SECURE', 'CRYPTO', 'SSL', 'TLS'), server) ??
    wordOf(of('PROTOCOL', 'SCHEME', 'TRANSPORT'), server) ??
    // A switch that is off says something only where there is no other.
    (isNo(policy?.value) ? undefined : wordOf(policy, server));
  return byWord ?? bySwitches(of, server);
}

const implicitSwitches = [
  ...['SSL', 'USE_SSL', 'SSL_ENABLE', 'SSL_ENABLED', 'ENABLE_SSL', 'SSL_TLS', 'FORCE_TLS', 'IS_TLS_ENABLED'],
  'PROPERTIES_MAIL_SMTP_SSL_ENABLE',
];
const startTlsSwitches = [
  ...['TLS', 'USE_TLS', 'ENABLE_TLS', 'TLS_ENABLED', 'STARTTLS', 'USE_STARTTLS', 'ENABLE_STARTTLS', 'START_TLS'],
  ...['STARTTLS_ENABLE', 'STARTTLS_ENABLED', 'EXPLICIT_TLS'],
];

function bySwitches(of: Lookup, server: ServerReading): Setting<ConfiguredSecurity> {
  const required = of(
    ...['STARTTLS_REQUIRED', 'REQUIRE_STARTTLS', 'FORCE_STARTTLS', 'REQUIRE_TLS', 'REQUIRETLS'],
    'PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED',
  );
  if (required !== undefined && isYes(required.value)) return said(isImplicit(server) ? 'tls' : 'starttls', required);
  const [ssl, secure, tls] = [of(...implicitSwitches), of('SECURE'), of(...startTlsSwitches)];
  if (isYes(ssl?.value)) {
    // Bitwarden and Vaultwarden call it SSL whichever way it begins.
    const isEither = of('EXPLICIT_TLS') !== undefined || /globalSettings/i.test(ssl?.key ?? '');
    return said(isEither && ofStartTls.includes(server.portNumber ?? 0) ? 'starttls' : 'tls', ssl);
  }
  if (isYes(secure?.value)) return said('tls', secure);
  if (isYes(tls?.value)) return said(isImplicit(server) ? 'tls' : 'starttls', tls);
  if (isImplicit(server)) return { value: 'tls' };
  const offered = of(
    ...['ENABLE_STARTTLS_AUTO', 'STARTTLS_AUTO', 'AUTO_TLS', 'ENABLE_START_TLS'],
    'PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE',
  );
  if (isYes(offered?.value)) return said('opportunistic', offered);
  const ignored = of('IGNORE_TLS', 'IGNORETLS');
  if (isYes(ignored?.value)) return said('none', ignored);
  // Without TLS from the start STARTTLS may still be taken, but where it is turned off by its own name.
  const off = of('USE_TLS', 'STARTTLS', 'USE_STARTTLS', 'ENABLE_STARTTLS', 'STARTTLS_ENABLE', 'STARTTLS_ENABLED');
  if (off !== undefined && isNo(off.value)) return said('none', off);
  return secure !== undefined && isNo(secure.value) ? said('opportunistic', secure) : { value: 'unknown' };
}

/** Laravel since 11.36: only MAIL_SCHEME counts; without it port 465 alone means TLS from the start. */
export function laravelSecurity(of: Lookup, server: ServerReading): Setting<ConfiguredSecurity> {
  const [scheme, encryption, mailer] = [of('SCHEME'), of('ENCRYPTION'), of('MAILER', 'DRIVER')];
  if (encryption !== undefined && !/^null$|^$/i.test(encryption.value) && scheme === undefined) {
    const detail = 'MAIL_SCHEME=smtps for TLS from the start, MAIL_SCHEME=smtp for STARTTLS';
    server.remarks.push({ kind: 'outdated', line: encryption.line, key: encryption.key, detail });
  }
  // Another mailer takes no notice of all this.
  if (mailer !== undefined && !isOpen(mailer) && !/^(?:smtp|failover|roundrobin)$/i.test(mailer.value)) {
    return { value: 'unknown' };
  }
  const word = scheme?.value.toLowerCase() ?? '';
  if (scheme !== undefined && word !== '' && word !== 'null') {
    if (word === 'smtps') return said('tls', scheme);
    if (word !== 'smtp') {
      const detail = 'schemes are smtp and smtps';
      server.remarks.push({ kind: 'invalid', line: scheme.line, key: scheme.key, detail });
    }
    return said('opportunistic', scheme);
  }
  return { value: server.portNumber === 465 ? 'tls' : 'opportunistic' };
}
