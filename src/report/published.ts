import type { PublishedSettings, Remark } from '../model/settings.ts';
import { authWords, clientSettings } from './client-settings.ts';
import { asciiJson, forTerminal } from './encode.ts';
import { inkOf, plainStyle, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const margin = '   ';

/** What a publication says, for people: settings as they are typed into a client, then what was not taken. */
export function renderPublished(settings: PublishedSettings, about: string, given: Partial<Style> = {}): string {
  const style = { ...plainStyle, ...given };
  const ink = inkOf(style);
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0
      ? ''
      : [ink.bold(title), ...lines.map((one) => `${margin}${wrap(forTerminal(one), style.width - 5, '     ')}`)].join(
          '\n',
        );
  const said = (remarks: readonly Remark[]): string[] => remarks.map(({ what, reason }) => `${what}: ${reason}`);
  const sections = [
    wrap(`${ink.bold(`Mail settings in ${forTerminal(about)}`)}${titleOf(settings)}`, style.width, ''),
    clientSettings(settings, style),
    list(
      'Pages',
      settings.documentation.map(
        ({ url, text, toEnable }) =>
          `${url}${text === undefined ? '' : `  ${text}`}${toEnable ? ' (to be done first)' : ''}`,
      ),
    ),
    list(
      authWords.oauth2,
      settings.oAuth2.map(
        ({ issuer, scopes }) => `issuer ${issuer}${scopes.length === 0 ? '' : `, scopes ${scopes.join(' ')}`}`,
      ),
    ),
    list('Mind', said(settings.remarks)),
    list('Left out', said(settings.dropped)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const titleOf = ({ displayName, domains }: PublishedSettings): string =>
  `${displayName === undefined ? '' : `: ${forTerminal(displayName)}`}${domains.length === 0 ? '' : `, for ${forTerminal(domains.slice(0, 3).join(', '))}${domains.length > 3 ? ` and ${domains.length - 3} more` : ''}`}`;

/** The same as one JSON object. Ends with a line feed. */
export const renderPublishedJson = (settings: PublishedSettings, about: object, indent?: number): string =>
  `${asciiJson({ ...about, ...settings }, indent)}\n`;
