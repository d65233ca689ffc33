import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer, Setting } from '../../model/configuration.ts';
import { type Pair, pairsAt } from './literals.ts';
import { isNo, isYes, lastOf, lineAt, type Read, ServerReading, said } from './reading.ts';

const mostSettings = 20;

/** smtp_settings of Action Mailer, wherever they stand in a Ruby file. */
export function readRails(text: string): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const found of [...text.matchAll(/\bsmtp_settings\s*(?:=|\(|:)\s*(?=\{)/g)].slice(0, mostSettings)) {
    const from = found.index + found[0].length;
    const read = readSettings(pairsAt(text, from), lineAt(text, from));
    servers.push(read.server);
    remarks.push(...read.remarks);
  }
  return { servers, remarks };
}

function readSettings(pairs: readonly Pair[], line: number) {
  const of = (name: string) => lastOf(pairs, name) as Pair | undefined;
  const server = new ServerReading('smtp', line);
  const [host, port, user, secret] = [of('address'), of('port'), of('user_name'), of('password')];
  if (host?.isLiteral) server.host(host);
  if (port?.isLiteral) server.port(port);
  if (port === undefined) server.usualPort(25);
  if (user?.isLiteral) server.with('username', user.value, user.line);
  server.with('login', user === undefined ? 'none' : 'password', user?.line);
  if (secret !== undefined) server.with('secret', secret.isLiteral ? 'literal' : 'variable', secret.line);
  const verify = of('openssl_verify_mode');
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
  return said('opportunistic', auto ?? start);
}
