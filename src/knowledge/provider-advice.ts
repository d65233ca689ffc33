import type { ServerType } from '../model/settings.ts';
import { type NeedTopic, type Provider, providers } from './providers.ts';
import { type Recognised, rowsOf } from './recognise-provider.ts';

/** What a provider wants in a case of a cause: sentences, and the page about them. */
export interface ProviderAdvice {
  readonly text?: string;
  readonly page?: string;
  /** Of a refused login: who may have switched the protocol off. */
  readonly onAccess?: string;
  /** Of a refused login: which user name logs in, where it is not simply the address. */
  readonly onName?: string;
}

/** What of a provider's needs is the step, by cause. */
const topicsOf: Readonly<Record<string, readonly NeedTopic[]>> = {
  // Where access is off until it is turned on, the right password is refused with the same words.
  'bad-credentials': ['secret', 'switch'],
  'app-password-required': ['secret'],
  'oauth-required': ['secret'],
  'protocol-access-disabled': ['switch', 'access'],
};

/** Is it about a login, where whoever reads it has no server of his own? */
export const isAboutLogin = (cause: string): boolean => Object.hasOwn(topicsOf, cause);

/** What this provider wants of who meets this cause there; empty where nothing is known. */
export function adviceFor(cause: string, { provider, operator }: Recognised): ProviderAdvice {
  const step = operator?.steps?.find(({ causes }) => causes.includes(cause));
  if (step !== undefined) return { text: step.text, page: step.url };
  const wanted = isAboutLogin(cause) ? topicsOf[cause] : undefined;
  // What a password of another kind is good for is no answer to a server that wants a token.
  const isBeside = cause === 'oauth-required' && secretOf(provider === undefined ? [] : [provider]) !== cause;
  if (provider === undefined || wanted === undefined || isBeside) return {};
  const first = (topic: NeedTopic): readonly string[] => provider.needsAbout[topic]?.slice(0, 1).map(sentence) ?? [];
  const text = wanted.flatMap(first).join(' ');
  const page = wanted.flatMap((topic) => provider.pages[topic] ?? [])[0] ?? provider.docsUrl;
  const isRefusedName = cause === 'bad-credentials';
  const [onAccess] = isRefusedName ? first('access') : [];
  const [onName] = isRefusedName ? first('user') : [];
  return {
    ...(text === '' ? {} : { text }),
    ...((text === '' && onName === undefined) || page === undefined ? {} : { page }),
    ...(onAccess === undefined ? {} : { onAccess }),
    ...(onName === undefined ? {} : { onName }),
  };
}

const sentence = (need: string): string => (/[.!?]$/.test(need) ? need : `${need}.`);

/** The cause that a plain refusal of the password hides at a provider that does not take the account's own. */
export const hiddenBehindRefusal = ({ provider, operator }: Recognised): string | undefined =>
  secretOf(operator === undefined ? (provider === undefined ? [] : [provider]) : rowsOf(operator));

function secretOf(rows: readonly Provider[]): 'app-password-required' | 'oauth-required' | undefined {
  const servers = rows.flatMap(({ incoming, outgoing }) => [...incoming, ...outgoing]);
  const refusing = servers.filter(({ auth }) => !auth.some((one) => one.startsWith('password')));
  if (refusing.length === 0) return undefined;
  return refusing.some(({ auth }) => auth.includes('app-password')) ? 'app-password-required' : 'oauth-required';
}

/** Does every provider that lists this server let nobody in without a token, whatever the server offers? */
export function takesTokensOnly(type: ServerType, host: string): boolean {
  const servers = providers()
    .flatMap(({ incoming, outgoing }) => [...incoming, ...outgoing])
    .filter((one) => one.type === type && one.host === host && !one.isPattern);
  return servers.length > 0 && servers.every(({ auth }) => auth.every((method) => method === 'oauth2'));
}
