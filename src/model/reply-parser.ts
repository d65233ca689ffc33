/** What a parser wants next after a line or a literal. */
export type ParserStep<T> =
  | { readonly want: 'line' }
  | { readonly want: 'literal'; readonly bytes: number }
  | { readonly done: T }
  | {
      readonly violation:
        | 'malformed-reply'
        | 'bad-literal'
        | 'nested-too-deep'
        | 'unsolicited-reply'
        | 'literal-too-long';
    };

/** Reads one reply of a protocol. Pure: bytes in, steps out; the transport feeds it under its caps and deadline. */
export interface ReplyParser<T> {
  /** The most bytes a line may have, without CRLF. */
  readonly maxLine: number;
  /** The most bytes and lines a whole reply may have. */
  readonly maxReply: number;
  readonly maxLines: number;
  readonly maxLiteral: number;
  /** One line without its line end. */
  line(text: string): ParserStep<T>;
  literal?(bytes: Uint8Array): ParserStep<T>;
  /** What a first line says that nothing more follows, its end missing; undefined: nothing. */
  unfinished?(bytes: Uint8Array): T | undefined;
}
