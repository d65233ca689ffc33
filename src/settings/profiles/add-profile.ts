import { type Document, isMap, isScalar, type ParsedNode, parseDocument } from 'yaml';
import type { Profile } from './profile-schema.ts';

const heading = ` Profiles of mailcheck. It holds no secret, only where they are.
 What may stand here: mailcheck schema profile`;

/**
 * The text of a file of profiles with one more, or with another one in its place. Comments and order of what is there
 * stay. @param text of a file that `readProfiles` has read; empty where there is none yet
 */
export function addProfile(text: string, name: string, profile: Profile): string {
  const document: Document = parseDocument<ParsedNode>(text, { version: '1.2', schema: 'core', prettyErrors: false });
  if (document.contents === null) {
    document.contents = document.createNode({ version: 1, profiles: {} });
    document.commentBefore ??= heading;
  }
  const profiles = document.get('profiles');
  if (!isMap(profiles)) throw new TypeError('there are no profiles in it');
  const isFirst = profiles.items.length === 0;
  if (isFirst) profiles.flow = false;
  if (profiles.has(name)) profiles.set(name, nodeOf(document, profile));
  else {
    const pair = document.createPair(name, nodeOf(document, profile));
    if (isScalar(pair.key)) pair.key.spaceBefore = !isFirst;
    profiles.items.push(pair);
  }
  return document.toString({ lineWidth: 0 });
}

/** Each server, and the place of a secret, stands in one line. */
function nodeOf(document: Document, { incoming, outgoing, password, accessToken, expect, ...rest }: Profile) {
  const inOneLine = (value: unknown) => document.createNode(value, { flow: true });
  const lines = {
    ...(incoming === undefined ? {} : { incoming: incoming.map(inOneLine) }),
    ...(outgoing === undefined ? {} : { outgoing: outgoing.map(inOneLine) }),
    ...(password === undefined ? {} : { password: inOneLine(password) }),
    ...(accessToken === undefined ? {} : { accessToken: inOneLine(accessToken) }),
    ...(expect === undefined ? {} : { expect }),
  };
  return document.createNode({ ...rest, ...lines });
}
