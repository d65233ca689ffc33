import type { ConfigurationRemark, ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import {
  type Entry,
  isOpen,
  isTemplate,
  isYes,
  lastOf,
  numbered,
  oldVersion,
  type Read,
  ServerReading,
  said,
} from './reading.ts';

/** main.cf (postconf(5)): the relay that mail is sent through. A line that begins with a blank goes on. */
export function readMainCf(text: string): Read {
  const entries = entriesIn(text);
  const of = (...keys: string[]) => lastOf(entries, ...keys);
  const relay = of('relayhost');
  const remarks = outdated(entries);
  if (relay === undefined || relay.value === '') return { servers: [], remarks };
  const [, bracketed, bare, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(relay.value) ?? [];
  const server = new ServerReading('smtp', relay.line).host({ ...relay, value: bracketed ?? bare ?? '' });
  const named =
    port === undefined
      ? undefined
      : ({ smtps: '465', submissions: '465', submission: '587', smtp: '25' }[port] ?? port);
  if (named !== undefined) server.port({ ...relay, value: named });
  server.usualPort(25);
  if (bracketed === undefined && !isOpen(relay)) {
    remarks.push({ kind: 'relay-by-mx', line: relay.line, key: 'relayhost', detail: 'brackets: [HOST]:PORT' });
  }
  const [wrapper, level] = [of('smtp_tls_wrappermode'), of('smtp_tls_security_level')];
  const policy = of('smtp_tls_policy_maps');
  const byLevel = securityOf(wrapper, level, of('smtp_enforce_tls'), of('smtp_use_tls'));
  // A map may say more of this relay than the level for all.
  const open = level !== undefined && isTemplate(level.value) ? level : policy?.value ? policy : undefined;
  const security = open !== undefined && byLevel.value === 'opportunistic' ? said('unknown' as const, open) : byLevel;
  if (isYes(wrapper?.value) && !isDemanded(level?.value ?? '') && wrapper !== undefined) {
    const detail = 'smtp_tls_security_level, which has to be encrypt or more';
    remarks.push({ kind: 'contradiction', line: wrapper.line, key: 'smtp_tls_wrappermode', detail });
  }
  if (level?.value === 'encrypt' && (policy?.value ?? '') === '') server.with('verification', 'off', level.line);
  else if (level?.value === 'fingerprint') server.with('verification', 'pinned', level.line);
  const versions = of('smtp_tls_mandatory_protocols', 'smtp_tls_protocols');
  server.with('oldTls', oldIn(versions?.value ?? ''), versions?.line);
  const [auth, maps] = [of('smtp_sasl_auth_enable'), of('smtp_sasl_password_maps')];
  server.with('login', isYes(auth?.value) ? 'password' : 'none', auth?.line);
  const isLiteral = /^(?:static|inline):/.test(maps?.value ?? '');
  server.with('secret', maps === undefined ? undefined : isLiteral ? 'literal' : 'file', maps?.line);
  return { servers: [server.read(security)], remarks: [...server.remarks, ...remarks] };
}

function entriesIn(text: string): Entry[] {
  const entries: { key: string; parts: string[]; line: number }[] = [];
  for (const { text: one, line } of numbered(text)) {
    if (/^\s*(?:#.*)?$/.test(one)) continue;
    const last = entries.at(-1);
    if (/^\s/.test(one)) {
      last?.parts.push(one.trim());
      continue;
    }
    const [, key, value = ''] = /^([\w-]+)\s*=\s*(.*)$/.exec(one) ?? [];
    if (key !== undefined) entries.push({ key, parts: value === '' ? [] : [value], line });
  }
  return entries.map(({ key, parts, line }) => ({ key, value: parts.join(' '), line }));
}

const instead: Readonly<Record<string, string>> = {
  smtp_use_tls: 'smtp_tls_security_level',
  smtp_enforce_tls: 'smtp_tls_security_level = encrypt',
  smtp_tls_enforce_peername: 'smtp_tls_security_level = secure',
};

const outdated = (entries: readonly Entry[]): ConfigurationRemark[] =>
  entries.flatMap(({ key, line }) => {
    const detail = instead[key];
    return detail === undefined ? [] : [{ kind: 'outdated', line, key, detail }];
  });

const isDemanded = (level: string): boolean => /^(?:encrypt|dane-only|fingerprint|verify|secure)$/.test(level);

function securityOf(
  wrapper: Entry | undefined,
  level: Entry | undefined,
  enforced: Entry | undefined,
  used: Entry | undefined,
): Setting<ConfiguredSecurity> {
  if (isYes(wrapper?.value)) return said('tls', wrapper);
  if (level !== undefined && level.value !== '') {
    const value = isDemanded(level.value) ? 'starttls' : level.value === 'none' ? 'none' : 'opportunistic';
    return said(value, level);
  }
  if (isYes(enforced?.value)) return said('starttls', enforced);
  return isYes(used?.value) ? said('opportunistic', used) : said('none', level);
}

/** `!TLSv1` takes a version away; `>=TLSv1` and a plain name let it in. */
const oldIn = (text: string): string | undefined =>
  oldVersion(text.replace(/!\s*[\w.]+/g, '').replace(/<=?\s*[\w.]+/g, ''));
