import type { ConfigurationRemark, ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import type { Pair } from './literals.ts';
import { isNo, isYes, lastOf, ServerReading, said } from './reading.ts';

/** The keys of `smtp_settings` of Action Mailer, from wherever they stand. */
export function readSmtpSettings(pairs: readonly Pair[], line: number) {
  const of = (name: string) => lastOf(pairs, name) as Pair | undefined;
  const server = new ServerReading('smtp', line);
  const [host, port, user, secret] = [of('address'), of('port'), of('user_name'), of('password')];
  if (host?.isLiteral) server.host(host);
  if (port?.isLiteral) server.port(port);
  if (port === undefined) server.usualPort(25);
  if (user?.isLiteral) server.user(user);
  server.with('login', user === undefined ? 'none' : 'password', user?.line);
  if (secret?.isLiteral === false) server.with('secret', 'variable', secret.line);
  else server.literal(secret);
  const verify = of('openssl_verify_mode') ?? of('verify_mode');
  if (verify !== undefined && /none|^0$/i.test(verify.value)) server.with('verification', 'off', verify.line);
  const [tls, start] = [of('tls') ?? of('ssl'), of('enable_starttls')];
  const remarks: ConfigurationRemark[] = [];
  if (isYes(tls?.value) && start !== undefined && !isNo(start.value)) {
    remarks.push({ kind: 'contradiction', line: start.line, key: 'enable_starttls', detail: tls?.key ?? 'tls' });
  }
  return {
    server: server.read(securityOf(tls, start, of('enable_starttls_auto'))),
    remarks: [...server.remarks, ...remarks],
  };
}

/** enable_starttls_auto is on where nothing is said, and goes on in plain text where STARTTLS is not offered. */
function securityOf(
  tls: Pair | undefined,
  start: Pair | undefined,
  auto: Pair | undefined,
): Setting<ConfiguredSecurity> {
  if (isYes(tls?.value)) return said('tls', tls);
  if (start !== undefined && (isYes(start.value) || start.value === 'always')) return said('starttls', start);
  if ((auto !== undefined && isNo(auto.value)) || (start !== undefined && isNo(start.value)))
    return said('none', auto ?? start);
  const open = [tls, auto, start].find((one) => one?.isLiteral === false);
  return open === undefined ? said('opportunistic', auto ?? start) : said('unknown', open);
}
