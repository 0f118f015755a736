import { panelHref, subjectKey } from '#lib/base/subject.ts';
import type { WaitingQuestion } from '#lib/discussion/message.ts';
import { calledIn, writtenText } from '#lib/discussion/read-text.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { namesOf } from '../people/store.ts';
import { listWaitingQuestions, type MessageRow } from './message-store.ts';
import { shortened } from './show-messages.ts';

/** So much of a question stands in a list. */
const QUESTION_LETTERS = 200;

/** What waits for the reader's answer, and what they wait for; of things that they may not see any more nothing. */
export async function getMyQuestions(
  context: Context,
  actor: Actor,
): Promise<{ asked: WaitingQuestion[]; awaited: WaitingQuestion[] }> {
  requirePerson(actor, 'discussion.write');
  const asked = await listWaitingQuestions(context.db, { askedId: actor.id });
  const awaited = await listWaitingQuestions(context.db, { byId: actor.id });
  const all = [...asked, ...awaited];
  const subjects = await context.subjects.find(
    actor,
    all.map(({ subject }) => subject),
  );
  const names = await namesOf(
    context.db,
    all.flatMap(({ text }) => calledIn(text)),
  );
  const show = (rows: readonly MessageRow[]): WaitingQuestion[] =>
    rows.flatMap((row) => {
      const subject = subjects.get(subjectKey(row.subject));
      if (!subject) return [];
      return {
        id: row.id,
        text: shortened(
          writtenText(row.text, (id) => names.get(id)),
          QUESTION_LETTERS,
        ),
        byName: row.byName,
        askedName: row.question?.askedName ?? null,
        atMs: row.atMs,
        title: subject.title,
        href: panelHref(subject.href, 'talk', row.id),
      };
    });
  return { asked: show(asked), awaited: show(awaited) };
}
