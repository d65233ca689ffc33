import {
  address,
  configurationFile,
  domain,
  here,
  host,
  type Security,
  type Service,
  type Subject,
  service,
  subjectId,
} from '../../model/subject.ts';
import type { NamedServer, Target } from '../../model/target.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import { candidates, standardSecurity } from '../../protocols/ports.ts';
import { surveyed } from './standard-subjects.ts';

/** The subjects that a run begins with: this machine, the domain, and the servers that were named. */
export function seeds(target: Target): Subject[] {
  const subjects: Subject[] = [
    here,
    ...(target.file === undefined ? [] : [configurationFile(target.file)]),
    ...(target.domain === undefined ? [] : [domain(target.domain)]),
    ...(target.blacklist?.subjects ?? []).flatMap((name) =>
      canonicalIp(name) === undefined ? [domain(name), host(name)] : [host(name)],
    ),
    ...(target.records?.sendingIps ?? []).map((ip) => address(ip, ip)),
    ...target.servers.flatMap((server) => [
      host(server.host),
      ...namedServices(server),
      ...surveyed(server.host, target),
    ]),
  ];
  return [...new Map(subjects.map((subject) => [subjectId(subject), subject])).values()];
}

function namedServices(server: NamedServer): Service[] {
  return portsOf(server).map(({ port, security }) => service(server.host, server.protocol, port, security));
}

/** What was left out is filled in from the standard ports; plain text is spoken where STARTTLS would be. */
function portsOf({ protocol, port, security }: NamedServer): readonly { port: number; security: Security }[] {
  if (port !== undefined) {
    const usual = protocol === 'imap' || protocol === 'pop3' ? 'tls' : 'starttls';
    return [{ port, security: security ?? standardSecurity(protocol, port) ?? usual }];
  }
  const standard = candidates(protocol);
  if (security === undefined) return standard;
  const fitting = standard.filter((one) => one.security === (security === 'none' ? 'starttls' : security));
  return (fitting.length > 0 ? fitting : standard).map((one) => ({ port: one.port, security }));
}
