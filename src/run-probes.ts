import type { Io } from './model/io.ts';
import type { Network } from './model/network.ts';
import type { Probe } from './model/probe.ts';
import { familyOf } from './model/subject.ts';
import { imapConversation } from './probes/conversation/imap.ts';
import { createLoginTurns } from './probes/conversation/login-turns.ts';
import { pop3Conversation } from './probes/conversation/pop3.ts';
import { sieveConversation } from './probes/conversation/sieve.ts';
import { smtpConversation } from './probes/conversation/smtp.ts';
import type { Talk } from './probes/conversation/talk.ts';
import { probeAddresses } from './probes/dns/addresses.ts';
import { probeEndpoints } from './probes/dns/endpoints.ts';
import { probeGuesses } from './probes/dns/guesses.ts';
import { probeMailExchangers } from './probes/dns/mail-exchangers.ts';
import { probeReverseName } from './probes/dns/reverse-name.ts';
import { probeServiceRecords } from './probes/dns/service-records.ts';
import { otherTlsMode } from './probes/experiment/other-mode.ts';
import { probeTlsOffers } from './probes/experiment/tls-offers.ts';
import { probeClock } from './probes/here/clock.ts';
import { probeConfiguration } from './probes/here/configuration.ts';
import { probeLocalNetwork } from './probes/here/local-network.ts';
import { probePublicAddresses } from './probes/here/public-addresses.ts';
import { probeResolverHealth } from './probes/here/resolver-health.ts';
import { probeDomainValidation, probeHostValidation } from './probes/records/validation.ts';
import type { RunOptions } from './run-options.ts';
import { builtAt } from './version.ts';

/** Everything that a run may ask, by what its target wants; what few runs need is loaded on use. */
export async function runProbes(io: Io, options: RunOptions): Promise<readonly Probe[]> {
  const { target } = options;
  const lists = options.blocklists === false ? [] : await blocklistProbes(io, options);
  const file = options.configuration === undefined ? [] : [probeConfiguration(options.configuration)];
  // A file alone is judged without the network.
  if (file.length > 0 && target.servers.length === 0) return file as readonly unknown[] as readonly Probe[];
  const at = { io, target };
  if (target.blacklist !== undefined) {
    return [
      probeLocalNetwork(at),
      probeResolverHealth(at),
      probePublicAddresses({ ...at, allowPrivate: options.allowPrivate ?? false }),
      probeMailExchangers(at),
      probeAddresses(at),
      ...lists,
    ] as readonly Probe[];
  }
  const talk: Talk = {
    io,
    target,
    turns: createLoginTurns(),
    helloName: helloName(io.network),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.mechanism === undefined ? {} : { mechanism: options.mechanism }),
    ...(options.confirmHost === undefined ? {} : { confirmHost: options.confirmHost }),
    ...(options.send === undefined ? {} : { deliver: delivering(options, options.send) }),
  };
  return [
    ...file,
    probeLocalNetwork(at),
    probeClock({ ...at, builtAt: builtAt() }),
    probeResolverHealth(at),
    probeMailExchangers(at),
    probeServiceRecords(at),
    probeGuesses(at),
    probeAddresses(at),
    probeEndpoints({ ...at, allowPrivate: options.allowPrivate ?? false }),
    ...(target.settings === undefined
      ? [probeReverseName(at), probeDomainValidation(at), probeHostValidation(at)]
      : []),
    ...(await settingsProbesOf(io, options)),
    ...(await recordProbesOf(io, options)),
    ...lists,
    smtpConversation(talk),
    imapConversation(talk),
    pop3Conversation(talk),
    sieveConversation(talk),
    otherTlsMode(talk),
    ...(target.tlsOffers === true ? [probeTlsOffers(talk)] : []),
  ] as readonly Probe[];
}

/** Loads what is known of lists on use. */
async function blocklistProbes(io: Io, options: RunOptions): Promise<readonly Probe[]> {
  const { listProbes, createRunDesk, standardChoice } = await import('./block-lists.ts');
  const { target, lists = standardChoice(), allowPrivate = false } = options;
  const look = { io, target };
  return listProbes({ ...look, desk: createRunDesk(look, lists, options.listRate), lists: lists.lists, allowPrivate });
}

/** Loads what reads records on use. */
async function recordProbesOf(io: Io, { target, allowPrivate = false }: RunOptions): Promise<readonly Probe[]> {
  if (target.records === undefined && target.symptom !== 'send') return [];
  const { recordProbes } = await import('./record-probes.ts');
  return recordProbes({ io, target, allowPrivate });
}

/** Loads what looks for settings on use: where they are asked for, or servers are wanted and none is named. */
async function settingsProbesOf(io: Io, { target, allowPrivate = false }: RunOptions): Promise<readonly Probe[]> {
  const { domain, servers, records, settings } = target;
  if (domain === undefined || servers.length > 0 || records !== undefined) return [];
  const { serverProbes, settingsProbes } = await import('./settings-probes.ts');
  return (settings === undefined ? serverProbes : settingsProbes)({ io, target, allowPrivate });
}

/** Loads nodemailer on use. */
function delivering(options: RunOptions, message: { subject?: string; text?: string }): NonNullable<Talk['deliver']> {
  const { target } = options;
  return async (session) => {
    const { deliver } = await import('./transport/delivery.ts');
    return deliver(session, {
      from: target.from ?? target.address ?? '',
      to: target.to ?? (target.address === undefined ? [] : [target.address]),
      subject: message.subject ?? 'Test message from mailcheck',
      text: message.text ?? 'This is a test message. It was sent by mailcheck to see whether mail can be sent.\n',
    });
  };
}

/** RFC 5321 4.1.3: a client without a name of its own says its address. */
function helloName(network: Network): string {
  const addresses = network.localAddresses().map(({ ip }) => ip);
  const ip = addresses.find((one) => familyOf(one) === 4) ?? addresses[0] ?? '127.0.0.1';
  return familyOf(ip) === 4 ? `[${ip}]` : `[IPv6:${ip}]`;
}
