import type { View } from '../model/finding.ts';
import type { Domain } from '../model/subject.ts';
import { type SpfNote, spfSurvey } from '../probes/facts/spf.ts';

export type NoteOf<C extends SpfNote['code']> = Extract<SpfNote, { code: C }>;

/** What the survey of a domain's SPF records came across of one kind. */
export const notesOf = <C extends SpfNote['code']>(code: C, at: Domain, view: View): NoteOf<C>[] =>
  (view.value(spfSurvey, at)?.notes ?? []).filter((note): note is NoteOf<C> => note.code === code);
