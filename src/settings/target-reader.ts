import { effects } from '../model/evidence.ts';
import { protocols, securities } from '../model/subject.ts';
import {
  type Acceptance,
  type DkimSelector,
  type Expectations,
  guessings,
  type ListWishes,
  type NamedServer,
  type RecordWishes,
  roles,
  type SettingsWishes,
  selectorSources,
  stopStages,
  symptoms,
  type Target,
  type UsedProfile,
} from '../model/target.ts';
import { flag, listOf, object, oneOf, optional, port, text } from './json-reader.ts';

const namedServer = object<NamedServer>({
  protocol: oneOf(protocols),
  host: text,
  port: optional(port),
  security: optional(oneOf(securities)),
});
const selector = object<DkimSelector>({ selector: text, domain: text, source: oneOf(selectorSources) });
/** A target as it was written into a file; throws `Misfit`. */
export const targetReader = object<Target>({
  address: optional(text),
  domain: optional(text),
  servers: listOf(namedServer),
  user: optional(text),
  symptom: optional(oneOf(symptoms)),
  protocols: listOf(oneOf(protocols)),
  ceiling: oneOf(effects),
  stopAfter: optional(oneOf(stopStages)),
  from: optional(text),
  to: optional(listOf(text)),
  survey: flag,
  credentials: optional(oneOf(['password', 'access-token'])),
  allowInsecureAuth: optional(flag),
  loginFound: optional(flag),
  confirmedHosts: optional(listOf(text)),
  blacklist: optional(
    object<ListWishes>({
      subjects: listOf(text),
      role: optional(oneOf(roles)),
      lists: listOf(text),
      mine: optional(object<NonNullable<ListWishes['mine']>>({ ask: optional(text) })),
    }),
  ),
  records: optional(object<RecordWishes>({ selectors: listOf(selector), sendingIps: listOf(text) })),
  settings: optional(
    object<SettingsWishes>({
      guess: oneOf(guessings),
      http: optional(oneOf([true])),
      plaintext: optional(oneOf([true])),
      redirectHosts: optional(listOf(text)),
    }),
  ),
  family: optional(oneOf([4, 6])),
  tlsOffers: optional(oneOf([true])),
  file: optional(text),
  profile: optional(object<UsedProfile>({ name: text, file: text })),
  expect: optional(
    object<Expectations>({
      works: listOf(oneOf(protocols)),
      accept: listOf(object<Acceptance>({ id: text, at: optional(text), reason: text, until: text })),
    }),
  ),
});
