import * as v from 'valibot';
import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';

/** What a meeting can be about [MT5]: whatever has a page that everybody of the organisation may open, or a decision. */
export const MEETING_SUBJECTS = [
  'project',
  'round',
  'issue',
  'insight',
  'decision',
] as const satisfies readonly (typeof SUBJECT_KINDS)[number][];

/** `project/01h...` as a form carries it; the id is asked for later, by the rights of its sender. */
export const subjectKeyField = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check((key) => readSubjectKey(key) !== null, 'form.required'),
);

/** Reads what a form carries; null where it names nothing that a meeting can be about. */
export function readSubjectKey(key: string): SubjectRef | null {
  const [kind, id, ...rest] = key.split('/');
  const known = MEETING_SUBJECTS.find((each) => each === kind);
  return known && id && rest.length === 0 ? { kind: known, id } : null;
}
