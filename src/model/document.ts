/** An element of an XML document, without its namespace. Texts are of whoever wrote the document: hostile. */
export interface XmlElement {
  /** Local name, as written. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in it, trimmed; CDATA is text like any other, comments are nothing. */
  readonly text: string;
}

/** What bytes of the web or of a file turned out to be. */
export type Document =
  | { readonly kind: 'xml'; readonly root: XmlElement; readonly remark?: string }
  | { readonly kind: 'json'; readonly value: unknown; readonly remark?: string };

/** Why bytes are no document that may be read. `web-page`: HTML, as sites answer that know no 404. */
export type DocumentProblem =
  | 'empty'
  | 'too-long'
  | 'web-page'
  | 'encoding'
  | 'doctype'
  | 'nested-too-deep'
  | 'too-many-elements'
  | 'malformed'
  | 'unknown';

/** A document that is refused; `detail` is for people. */
export interface UnreadableDocument {
  readonly kind: 'unreadable';
  readonly problem: DocumentProblem;
  readonly detail: string;
}
