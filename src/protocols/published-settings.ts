import type { Document } from '../model/document.ts';
import type { PublishedSettings, UnusableSettings } from '../model/settings.ts';
import { excerpt } from './autoconfig/plain-text.ts';
import { isAutoconfig, readAutoconfig } from './autoconfig/read-autoconfig.ts';
import type { Reader } from './autoconfig/server.ts';
import { isAutodiscover, isAutodiscoverV2, readAutodiscover } from './autodiscover.ts';
import { isPacc, readPacc } from './pacc.ts';

/** Reads what a domain or a provider publishes for mail programs, in whichever format it is, told by its content. */
export function readPublished(document: Document, reader: Reader): PublishedSettings | UnusableSettings {
  const read = byContent(document, reader);
  if (document.remark === undefined || 'unusable' in read) return read;
  return { ...read, remarks: [...read.remarks, { what: 'encoding', reason: document.remark }] };
}

function byContent(document: Document, reader: Reader): PublishedSettings | UnusableSettings {
  if (document.kind === 'json') {
    if (isPacc(document.value)) return readPacc(document.value, reader);
    if (isAutodiscoverV2(document.value)) {
      return { unusable: 'it names a place of Exchange, and no IMAP, POP3 or SMTP server', dropped: [] };
    }
    return { unusable: 'it is JSON, but no configuration for mail programs (PACC)', dropped: [] };
  }
  const { root } = document;
  if (isAutoconfig(root)) return readAutoconfig(root, reader);
  if (isAutodiscover(root)) return readAutodiscover(root);
  if (/^html$/i.test(root.name)) return { unusable: 'it is a web page (HTML), not a configuration', dropped: [] };
  return {
    unusable: `it is XML, but its root is ${excerpt(root.name)} and not clientConfig (autoconfig) or Autodiscover`,
    dropped: [],
  };
}
