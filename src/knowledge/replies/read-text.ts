import { type Hints, statementIn } from './pasted.ts';
import { type Reading, readStatement } from './read-statement.ts';

/** What a text that somebody pasted means. @param text - a reply, a log line, a program's message: hostile */
export const readText = (text: string, hints: Hints = {}): Reading => readStatement(statementIn(text, hints));
