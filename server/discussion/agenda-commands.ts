import type { SubjectRef } from '#lib/base/subject.ts';
import { calledIn, writtenText } from '#lib/discussion/read-text.ts';
import type { Queries } from '../database/engine.ts';
import { namesOf } from '../people/store.ts';
import { listWaitingQuestions, type MessageRow } from './message-store.ts';
import { shortened } from './show-messages.ts';

/** So much of a question stands on an agenda. */
const POINT_LETTERS = 200;

/** A question as an agenda names it. */
export interface QuestionOnAgenda {
  id: string;
  subject: SubjectRef;
  text: string;
  askedName: string;
}

/** What waits for an answer on these subjects; whoever asks has looked whether they may be seen. */
export async function listQuestionsForAgenda(
  db: Queries,
  refs: readonly SubjectRef[],
): Promise<QuestionOnAgenda[]> {
  const rows: MessageRow[] = [];
  for (const subject of refs) rows.push(...(await listWaitingQuestions(db, { subject })));
  const names = await namesOf(
    db,
    rows.flatMap(({ text }) => calledIn(text)),
  );
  return rows.map(({ id, subject, text, question }) => ({
    id,
    subject,
    text: shortened(
      writtenText(text, (personId) => names.get(personId)),
      POINT_LETTERS,
    ),
    askedName: question?.askedName ?? '',
  }));
}
