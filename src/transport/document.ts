import type { XmlElement as ParsedElement } from '@rgrove/parse-xml';
import type { Document, DocumentProblem, UnreadableDocument, XmlElement } from '../model/document.ts';
import { outlineXml } from '../protocols/xml-outline.ts';

/** The longest of 163 published configurations has 9 kB. */
export const longestDocument = 256 * 1024;
const deepest = 32;
const mostElements = 5000;

const unreadable = (problem: DocumentProblem, detail: string): UnreadableDocument => ({
  kind: 'unreadable',
  problem,
  detail,
});

/**
 * Reads XML or JSON, told apart by how it begins. Entities are not expanded, a document type is refused, nothing is
 * fetched, and what is too long, too deep or too much is refused before it is parsed. Loads the parser on use.
 */
export async function readDocument(bytes: Uint8Array): Promise<Document | UnreadableDocument> {
  if (bytes.length > longestDocument) {
    return unreadable('too-long', `it is longer than ${longestDocument / 1024} KiB`);
  }
  const decoded = decode(bytes);
  if ('problem' in decoded) return decoded;
  // XML 1.0 section 2.11. The parser does it as well, in a time that grows with the square of their number.
  const text = decoded.text.replace(/\r\n?/g, '\n').trimStart();
  const remark = decoded.text.includes('\ufffd')
    ? { remark: `some of its bytes are not ${decoded.encoding}, as it says it is` }
    : {};
  if (text === '') return unreadable('empty', 'it is empty');
  if (text.startsWith('{') || text.startsWith('[')) return readJson(text, remark);
  if (!text.startsWith('<')) return unreadable('unknown', 'it is neither XML nor JSON');
  return readXml(text, remark);
}

function readJson(text: string, remark: { readonly remark?: string }): Document | UnreadableDocument {
  try {
    return { kind: 'json', value: JSON.parse(text), ...remark };
  } catch {
    return unreadable('malformed', 'it begins like JSON and is none');
  }
}

async function readXml(text: string, remark: { readonly remark?: string }): Promise<Document | UnreadableDocument> {
  const outline = outlineXml(text);
  if (outline.doctype === 'html' || outline.root === 'html') {
    return unreadable('web-page', 'it is a web page (HTML), not a configuration');
  }
  if (outline.doctype === 'plist' || outline.root === 'plist') {
    return unreadable('doctype', 'it is a property list (.plist, .mobileconfig), and nothing that is published');
  }
  if (outline.doctype !== undefined) {
    return unreadable('doctype', 'it has a document type (<!DOCTYPE …>); those can hold entities and are refused');
  }
  if (outline.depth > deepest) return unreadable('nested-too-deep', `its elements are nested deeper than ${deepest}`);
  if (outline.elements > mostElements) {
    return unreadable('too-many-elements', `it has ${outline.elements} elements; ${mostElements} are read at most`);
  }
  const { parseXml, XmlError } = await import('./xml-parser.ts');
  try {
    const { root } = parseXml(text);
    if (root === null) return unreadable('malformed', 'it has no element');
    return { kind: 'xml', root: elementOf(root), ...remark };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    // The first line of the message; the others show the place.
    const [why = ''] = error.message.split('\n');
    return unreadable('malformed', `it is not well-formed XML: ${why.slice(0, 200)}`);
  }
}

function elementOf(parsed: ParsedElement): XmlElement {
  const texts: string[] = [];
  const children: XmlElement[] = [];
  for (const node of parsed.children) {
    if (node.type === 'element') children.push(elementOf(node as ParsedElement));
    else if (node.type === 'text' && 'text' in node) texts.push(String(node.text));
  }
  return {
    name: parsed.name.slice(parsed.name.indexOf(':') + 1),
    attributes: new Map(Object.entries(parsed.attributes)),
    children,
    text: texts.join('').trim(),
  };
}

/** By byte order mark, else by the XML declaration, else UTF-8 (XML 1.0 appendix F). */
function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: string } | UnreadableDocument {
  const label = marked(bytes) ?? declared(bytes) ?? 'utf-8';
  try {
    const decoder = new TextDecoder(label);
    const text = decoder.decode(bytes);
    const isWestern = decoder.encoding === 'windows-1252';
    return { text: isWestern ? text.replace(/[\x80-\x9f]/g, westernCharacter) : text, encoding: label.toUpperCase() };
  } catch {
    return unreadable('encoding', `its encoding "${label.slice(0, 40)}" is not known`);
  }
}

/** Some releases of Node read windows-1252 as ISO 8859-1, and see control characters in its quotation marks. */
const western = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const westernCharacter = (control: string): string => western[control.charCodeAt(0) - 0x80] ?? control;

function marked([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Without a mark, `<` or `{` in two bytes tells the order.
  if (first === 0 && (second === 0x3c || second === 0x7b)) return 'utf-16be';
  return second === 0 && (first === 0x3c || first === 0x7b) ? 'utf-16le' : undefined;
}

function declared(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const label = /^[\s\u00bb-\u00ef]*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/
    .exec(head)?.[1]
    ?.toLowerCase();
  // Bytes that can be read one by one are not of two bytes a character, whatever they say.
  return label === undefined || /^(?:utf-?16|ucs-?2|utf-?32|iso-10646-ucs)/.test(label) ? undefined : label;
}
