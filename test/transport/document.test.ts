import { describe, expect, test } from 'vitest';
import { longestDocument, readDocument } from '../../src/transport/document.ts';

const read = (text: string | Uint8Array) => readDocument(typeof text === 'string' ? Buffer.from(text) : text);
/** Fills the allowed length with one thing over and over. */
const flood = (before: string, unit: string, after: string): string =>
  before + unit.repeat(Math.floor((longestDocument - before.length - after.length) / Buffer.byteLength(unit))) + after;

const utf16 = (text: string, { mark }: { mark: boolean }): Uint8Array =>
  Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
const swapped = (bytes: Uint8Array): Uint8Array => Buffer.from(bytes).swap16();

describe('a document', () => {
  test('is a tree without namespaces, comments and white space', async () => {
    const document = await read(
      '<n:a xmlns:n="urn:x" b=" 1 ">\r\n <!-- no --> x<c><![CDATA[<y>]]></c>&amp;<?z?></n:a>',
    );
    expect(document).toMatchObject({
      kind: 'xml',
      root: { name: 'a', text: 'x&', children: [{ name: 'c', text: '<y>', children: [] }] },
    });
    expect(document.kind === 'xml' && document.root.attributes.get('b')).toBe(' 1 ');
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff<a>é</a>')],
    ['white space before it', Buffer.from(' \r\n<?xml version="1.0"?><a>é</a>')],
    ['UTF-16 with a mark', utf16('<a>é</a>', { mark: true })],
    ['UTF-16 without', utf16('<a>é</a>', { mark: false })],
    ['UTF-16 in network order', swapped(utf16('<a>é</a>', { mark: true }))],
    ['UTF-16 in network order, no mark', swapped(utf16('<a>é</a>', { mark: false }))],
    ['ISO-8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1')],
    ['single quotes', Buffer.from("<?xml version='1.0' encoding='windows-1252'?><a>é</a>", 'latin1')],
    ['what calls itself UTF-16 and is not', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>é</a>')],
  ])('is read in %s', async (_, bytes) => {
    expect(await read(bytes)).toMatchObject({ kind: 'xml', root: { name: 'a', text: 'é' } });
  });

  test('in windows-1252 may hold quotation marks', async () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>\x93a\x94 \x80\xe9</a>', 'latin1');
    expect(await read(bytes)).toMatchObject({ root: { text: '“a” €é' } });
  });

  test('says where its bytes are not what it says', async () => {
    const document = await read(Buffer.from('<a>\xe9</a>', 'latin1'));
    expect(document).toMatchObject({ kind: 'xml', remark: 'some of its bytes are not UTF-8, as it says it is' });
  });

  test('may be JSON', async () => {
    expect(await read(' {"a": [1]}')).toEqual({ kind: 'json', value: { a: [1] } });
  });
});

describe('is refused:', () => {
  test.each([
    ['nothing', ' \n', 'empty'],
    ['a web page', '<!DOCTYPE html><html><body></body></html>', 'web-page'],
    ['a web page that is old', '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><html>', 'web-page'],
    ['a web page behind a comment', '<!-- hello --> <HTML lang=en><br>', 'web-page'],
    ['a text', 'not found', 'unknown'],
    ['half of JSON', '{"a":', 'malformed'],
    ['half of XML', '<a><b>', 'malformed'],
    ['two roots', '<a/><b/>', 'malformed'],
    ['an entity that nobody defined', '<a>&nbsp;</a>', 'malformed'],
    ['a control character', '<a>\u0001</a>', 'malformed'],
    ['an unknown encoding', '<?xml version="1.0" encoding="x-mine"?><a/>', 'encoding'],
    ['a document type', '<!DOCTYPE a><a/>', 'doctype'],
    ['an external one', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'doctype'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "http://192.0.2.1/">]><a>&e;</a>', 'doctype'],
    [
      'a property list',
      '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x"><plist/>',
      'doctype',
    ],
    ['a bomb', `<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "${'&a;'.repeat(9)}">]><a>&b;</a>`, 'doctype'],
    ['what is too long', `<a>${'x'.repeat(longestDocument)}</a>`, 'too-long'],
    ['what is too deep', '<a>'.repeat(40) + '</a>'.repeat(40), 'nested-too-deep'],
    ['what is as deep as can be', flood('', '<a>', ''), 'nested-too-deep'],
    ['what hides how deep it is', flood('', '<a b="/>">', ''), 'nested-too-deep'],
    ['too many elements', flood('<a>', '<b/>', '</a>'), 'too-many-elements'],
  ])('%s', async (_, text, problem) => {
    expect(await read(text)).toMatchObject({ kind: 'unreadable', problem });
  });

  // The parser alone takes minutes for the line ends; the default deadline of a test is the bound here.
  test.each([
    ['references', flood('<a>', '&#65;', '</a>')],
    ['references in an attribute', flood('<a b="', '&amp;', '"/>')],
    ['line ends', flood('<a>', '\r', '</a>')],
    ['comments', flood('<a>', '<!---->', '</a>')],
    ['open comments', flood('<a>', '<!--', '')],
    ['quotes', flood('<a ', '"', '')],
    ['characters of two units', flood('<a>', '😀&#65;', '</a>')],
    ['brackets', flood('<a>', ']]', '</a>')],
  ])('or comes to an end soon: %s', async (_, text) => {
    expect((await read(text)).kind).toMatch(/^(?:xml|unreadable)$/);
  });
});

test('a document type inside a comment or CDATA is none', async () => {
  expect(await read('<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE b>]]></a>')).toMatchObject({
    kind: 'xml',
    root: { text: '<!DOCTYPE b>' },
  });
});
