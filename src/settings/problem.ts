/** Why settings cannot be used, and what to write instead. For people; never holds a secret. */
export interface Problem {
  readonly problem: string;
  readonly wayOut?: string;
}

export const isProblem = (value: object): value is Problem => 'problem' in value;

/** What a user wrote, to be quoted; a text that may hold a password (`imaps://ann:secret@host`) is not. It stays in its line. */
export const quoted = (text: string): string => (/:[^@]*@/.test(text) ? 'this' : `"${text.replace(/[\r\n]+/g, '⏎')}"`);
