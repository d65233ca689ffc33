import type { Configuration, ConfigurationFormat } from '../../model/configuration.ts';
import { clients } from '../clients/catalogue.ts';
import { type Problem, quoted } from '../problem.ts';
import { readAerc } from './aerc.ts';
import { readMobileconfig } from './apple.ts';
import { readCompose } from './compose.ts';
import { readDjango } from './django.ts';
import { readZone } from './dns.ts';
import { readFetchmail } from './fetchmail.ts';
import { readGetmail } from './getmail.ts';
import { readGitConfig } from './git.ts';
import { readHimalaya } from './himalaya.ts';
import { readMbsync } from './mbsync.ts';
import { readMsmtp } from './msmtp.ts';
import { readMuttrc } from './neomutt.ts';
import { readNodemailer } from './nodemailer.ts';
import { readOfflineimap } from './offlineimap.ts';
import { readOutlookSheet } from './outlook.ts';
import { readMainCf } from './postfix.ts';
import { readRails } from './rails.ts';
import type { Read } from './reading.ts';
import { recogniseConfiguration } from './recognise.ts';
import { readProperties, readSpring, readSpringYaml } from './spring.ts';
import { readAutoconfigFile } from './thunderbird.ts';
import { readThunderbirdPrefs } from './thunderbird-prefs.ts';
import { readDotenv, readVariables } from './variables.ts';

const readers: Readonly<Record<ConfigurationFormat, (text: string) => Read>> = {
  thunderbird: (text) => (/<clientConfig[\s>]/.test(text) ? readAutoconfigFile(text) : readThunderbirdPrefs(text)),
  apple: readMobileconfig,
  outlook: readOutlookSheet,
  msmtp: readMsmtp,
  mbsync: readMbsync,
  neomutt: readMuttrc,
  fetchmail: readFetchmail,
  getmail: readGetmail,
  offlineimap: readOfflineimap,
  aerc: readAerc,
  himalaya: readHimalaya,
  postfix: readMainCf,
  git: readGitConfig,
  nodemailer: readNodemailer,
  django: readDjango,
  rails: readRails,
  laravel: (text) => readVariables(readDotenv(text), 'laravel'),
  spring: (text) => (/^[ \t]*spring\.mail\./m.test(text) ? readSpring(readProperties(text)) : readSpringYaml(text)),
  env: (text) => readVariables(readDotenv(text), 'env'),
  dns: readZone,
  compose: readCompose,
  'smtp-url': (text) => readVariables([{ key: 'URL', value: text.trim(), line: 1 }], 'env'),
};

const titles: Partial<Record<ConfigurationFormat, string>> = {
  compose: 'the service',
  'smtp-url': 'a program with this URL',
  env: 'the program',
  dns: 'a zone',
};

/**
 * Reads the settings of a client, told by content and name, without the secrets that may be in them. Pure.
 * @param path as the user named it
 */
export function readConfiguration(
  text: string,
  { path, format, mode }: { path: string; format?: ConfigurationFormat; mode?: number },
): Configuration | Problem {
  const known = format ?? recogniseConfiguration(text, path);
  if (known === undefined) {
    return {
      problem: `${quoted(path)}: what client this is for cannot be told.`,
      wayOut: 'Say it: --client msmtp. Clients: mailcheck help lint',
    };
  }
  const { servers, remarks } = readers[known](text);
  return {
    format: known,
    title: titles[known] ?? (known in clients ? clients[known as keyof typeof clients].title : known),
    servers: servers.slice(0, mostServers),
    remarks: remarks.slice(0, mostRemarks),
    ...(mode === undefined ? {} : { mode }),
  };
}

const mostServers = 100;
const mostRemarks = 200;
