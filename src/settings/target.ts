import type { SettingsWishes, Target } from '../model/target.ts';
import { addressProblems } from '../protocols/address.ts';
import { toListWishes } from './list-wishes.ts';
import { isProblem, type Problem, quoted } from './problem.ts';
import { readAddress, readArgument, readHosts, readServers } from './read-places.ts';
import { toRecordWishes } from './record-wishes.ts';
import type { Given, TargetOptions, Wishes } from './wishes.ts';

/** Makes a target of what the user wrote, or says what is wrong with it. Pure. */
export function toTarget(wishes: Wishes, options: TargetOptions): Target | Problem {
  const security = options.security === 'auto' ? undefined : options.security;
  const asked = readArgument(wishes, security);
  if (isProblem(asked)) return asked;
  const named = readServers(wishes, security);
  if (isProblem(named)) return named;
  const { stored } = options;
  const kept = (stored?.servers ?? []).filter(({ protocol }) => wishes.protocols.includes(protocol));
  const servers = [...asked.servers, ...named, ...kept, ...(wishes.fileServers ?? [])];
  const blacklist =
    wishes.blacklist === undefined ? undefined : toListWishes(wishes.blacklist, options.allowPrivate === true);
  if (blacklist !== undefined && isProblem(blacklist)) return blacklist;
  const isAnything = blacklist !== undefined || wishes.file !== undefined;
  if (!isAnything && servers.length === 0 && asked.domain === undefined) {
    return {
      problem: 'nothing was said to be looked at.',
      wayOut:
        wishes.kind === 'account' && wishes.settings !== undefined
          ? 'Give an address or a domain: mailcheck discover ann@example.org'
          : 'Give an address, a domain or a server: mailcheck diagnose ann@example.org',
    };
  }
  const confirmedHosts = readHosts('--confirm-host', options.confirmHost ?? []);
  if (isProblem(confirmedHosts)) return confirmedHosts;
  if (options.user !== undefined && /\p{Cc}/u.test(options.user)) {
    return { problem: `--user ${quoted(options.user)}: ${addressProblems['control-character']}.` };
  }
  const envelope = readEnvelope(wishes, options, asked.address);
  if (isProblem(envelope)) return envelope;
  const records = wishes.records === undefined ? undefined : toRecordWishes(wishes.records, asked.domain ?? '');
  if (records !== undefined && isProblem(records)) return records;
  const settings = wishes.settings === undefined ? undefined : toSettingsWishes(wishes.settings);
  if (settings !== undefined && isProblem(settings)) return settings;
  return {
    ...asked,
    servers,
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.symptom === undefined ? {} : { symptom: options.symptom }),
    protocols: wishes.protocols,
    ceiling: wishes.ceiling,
    ...(wishes.stopAfter === undefined ? {} : { stopAfter: wishes.stopAfter }),
    ...envelope,
    survey: wishes.survey ?? false,
    ...(options.allowInsecureAuth === true ? { allowInsecureAuth: true } : {}),
    ...(options.loginFound === true ? { loginFound: true } : {}),
    ...(confirmedHosts.length === 0 ? {} : { confirmedHosts }),
    ...(blacklist === undefined ? {} : { blacklist }),
    ...(wishes.file === undefined ? {} : { file: wishes.file }),
    ...(records === undefined ? {} : { records }),
    ...(settings === undefined ? {} : { settings }),
    ...(wishes.tlsOffers === undefined ? {} : { tlsOffers: wishes.tlsOffers }),
    ...(options.ipv4 === true ? { family: 4 } : options.ipv6 === true ? { family: 6 } : {}),
    ...(stored === undefined ? {} : { profile: stored.profile }),
    ...(stored?.expect === undefined ? {} : { expect: stored.expect }),
  };
}

function toSettingsWishes(written: NonNullable<Wishes['settings']>): SettingsWishes | Problem {
  const redirectHosts = readHosts('--allow-redirect', written.redirectHosts ?? []);
  if (isProblem(redirectHosts)) return redirectHosts;
  return {
    guess: written.guess ?? 'auto',
    ...(written.http === true ? { http: true } : {}),
    ...(written.plaintext === true ? { plaintext: true } : {}),
    ...(redirectHosts.length === 0 ? {} : { redirectHosts }),
  };
}

function readEnvelope(
  wishes: Wishes,
  options: TargetOptions,
  address: Given<string>,
): Pick<Target, 'from' | 'to'> | Problem {
  const to: string[] = [];
  for (const text of wishes.to ?? []) {
    const recipient = readAddress('--to ', text);
    if (isProblem(recipient)) return recipient;
    to.push(recipient.address);
  }
  if (options.send === true && to.length === 0) {
    return { problem: '--send: there is no recipient.', wayOut: 'Say who gets the test message: --to ADDRESS' };
  }
  const given = wishes.from ?? (to.length > 0 ? (address ?? options.user) : undefined);
  // RFC 5321 4.5.5: the null reverse-path is a sender.
  const sender = given === undefined || given === '' || given === '<>' ? undefined : readAddress('--from ', given);
  if (sender !== undefined && isProblem(sender) && wishes.from !== undefined) return sender;
  const from = sender !== undefined && !isProblem(sender) ? sender.address : wishes.from === undefined ? undefined : '';
  if (options.send === true && from === undefined) {
    return { problem: '--send: there is no sender.', wayOut: 'Say who sends the test message: --from ADDRESS' };
  }
  return { ...(from === undefined ? {} : { from }), ...(to.length === 0 ? {} : { to }) };
}
