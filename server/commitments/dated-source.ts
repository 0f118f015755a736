import type { CalendarEvent } from '#lib/base/calendar/calendar-event.ts';
import { subjectKey } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { DatesMeant } from '../subjects/dated-events.ts';
import { listDatedOf } from './commitment-store.ts';

/** Where an owner finds what they promised when they may not see what it hangs on. */
const OWN_LIST = '/home/due';

/** The days of what these people keep [CF3]: the reader's own, and of others what hangs on things that they may see. */
export async function listDatedCommitments(
  context: Context,
  actor: Actor,
  { personIds, fromDay }: DatesMeant,
): Promise<CalendarEvent[]> {
  if (actor.kind !== 'person' || !isPermitted(standingsOf(actor), 'commitment.make')) return [];
  const rows = await listDatedOf(context.db, personIds, fromDay);
  const subjects = await context.subjects.find(
    actor,
    rows.map(({ subject }) => subject),
  );
  return rows.flatMap(({ id, text, owner, subject: ref, dueOn }): CalendarEvent[] => {
    const subject = subjects.get(subjectKey(ref));
    if (dueOn === null || owner?.kind !== 'person') return [];
    if (!subject && owner.id !== actor.id) return [];
    return [
      {
        uid: `commitment-${id}`,
        part: 'due',
        word: 'due',
        title: text,
        names: [owner.name],
        href: subject?.href ?? OWN_LIST,
        place: '',
        time: { kind: 'day', day: dueOn },
        isCancelled: false,
        sequence: 0,
      },
    ];
  });
}
