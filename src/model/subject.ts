/** Mail protocols that mailcheck speaks. `sieve` is ManageSieve (RFC 5804). */
export const protocols = ['smtp', 'imap', 'pop3', 'sieve'] as const;
export type Protocol = (typeof protocols)[number];

/** `tls`: TLS from the first byte. `starttls`: upgraded by STARTTLS or STLS, and required. `none`: plain text. */
export const securities = ['tls', 'starttls', 'none'] as const;
export type Security = (typeof securities)[number];

/** This machine, its resolvers and its networks. */
export interface Here {
  readonly kind: 'here';
}
/** A mail domain: what stands behind the @. */
export interface Domain {
  readonly kind: 'domain';
  readonly name: string;
}
/** A server's name. An IP literal given by the user is a host whose name is the address. */
export interface Host {
  readonly kind: 'host';
  readonly name: string;
}
/** A service that a host is expected to run, before any of its addresses is known. */
export interface Service {
  readonly kind: 'service';
  readonly host: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly security: Security;
}
/** One IP address of a host. */
export interface Address {
  readonly kind: 'address';
  readonly host: string;
  readonly ip: string;
}
/** A service on one address: what a connection is made to. */
export interface Endpoint {
  readonly kind: 'endpoint';
  readonly host: string;
  readonly ip: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly security: Security;
}

/** A file with the settings of a client, as the user named it. */
export interface ConfigurationFile {
  readonly kind: 'file';
  readonly path: string;
}

export type Subject = Here | Domain | Host | Service | Address | Endpoint | ConfigurationFile;
export type SubjectKind = Subject['kind'];
export type SubjectOf<K extends SubjectKind> = Extract<Subject, { kind: K }>;

export const here: Here = { kind: 'here' };
export const domain = (name: string): Domain => ({ kind: 'domain', name });
export const host = (name: string): Host => ({ kind: 'host', name });
export const address = (hostName: string, ip: string): Address => ({ kind: 'address', host: hostName, ip });
export const service = (hostName: string, protocol: Protocol, port: number, security: Security): Service => ({
  kind: 'service',
  host: hostName,
  protocol,
  port,
  security,
});
export const configurationFile = (path: string): ConfigurationFile => ({ kind: 'file', path });
export const endpoint = (at: Service, ip: string): Endpoint => ({ ...at, kind: 'endpoint', ip });

/** A stable, readable identity; equal ids are the same subject. */
export function subjectId(subject: Subject): string {
  switch (subject.kind) {
    case 'here':
      return 'here';
    case 'domain':
      return `domain:${subject.name}`;
    case 'file':
      return `file:${subject.path}`;
    case 'host':
      return subject.name;
    case 'service':
      return `${subject.host}/${subject.protocol}:${subject.port}+${subject.security}`;
    case 'address':
      return `${subject.host}/${subject.ip}`;
    case 'endpoint':
      return `${subject.host}/${subject.ip}/${subject.protocol}:${subject.port}+${subject.security}`;
  }
}

/** The subject and what it belongs to, nearest first: where a fact about it may have been recorded. */
export function lineage(subject: Subject): Subject[] {
  switch (subject.kind) {
    case 'here':
      return [here];
    case 'domain':
    case 'file':
      return [subject, here];
    case 'host':
      return [subject, here];
    case 'service':
      return [subject, host(subject.host), here];
    case 'address':
      return [subject, host(subject.host), here];
    case 'endpoint':
      return [
        subject,
        address(subject.host, subject.ip),
        service(subject.host, subject.protocol, subject.port, subject.security),
        host(subject.host),
        here,
      ];
  }
}

/** As people read them: the best known protocol first, and of its ports the one that is used most. */
const byUse: readonly Protocol[] = ['imap', 'smtp', 'pop3', 'sieve'];
const kinds: readonly SubjectKind[] = ['here', 'file', 'domain', 'host', 'address', 'service', 'endpoint'];

/** Sorts subjects, whatever order they were found in: by name, then services, then IPv4 before IPv6. */
export function compareSubjects(a: Subject, b: Subject): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  for (const [index, one] of left.entries()) {
    const other = right[index] ?? '';
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

function rankOf(subject: Subject): (string | number)[] {
  if (subject.kind === 'here') return [''];
  const name = subject.kind === 'file' ? subject.path : 'host' in subject ? subject.host : subject.name;
  const service =
    'port' in subject ? [byUse.indexOf(subject.protocol), securities.indexOf(subject.security), -subject.port] : [];
  const ip = 'ip' in subject ? [familyOf(subject.ip), subject.ip] : [];
  return [name, kinds.indexOf(subject.kind), ...service, ...ip];
}

/** 4 or 6. */
export const familyOf = (ip: string): 4 | 6 => (ip.includes(':') ? 6 : 4);

/** How a person would write it: `mail.example.org:993`, `[2001:db8::1]:993`. */
export function hostPort(hostOrIp: string, port: number): string {
  return hostOrIp.includes(':') ? `[${hostOrIp}]:${port}` : `${hostOrIp}:${port}`;
}

/** A short label for people. */
export function label(subject: Subject): string {
  switch (subject.kind) {
    case 'here':
      return 'this machine';
    case 'file':
      return subject.path;
    case 'domain':
    case 'host':
      return subject.name;
    case 'service':
      return hostPort(subject.host, subject.port);
    case 'address':
      return subject.ip === subject.host ? subject.ip : `${subject.host} (${subject.ip})`;
    case 'endpoint':
      return subject.ip === subject.host
        ? hostPort(subject.host, subject.port)
        : `${hostPort(subject.host, subject.port)} (${subject.ip})`;
  }
}
