import { subjectKey, type SubjectRef } from '#lib/base/subject.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  inAgendaOrder,
  sectionOf,
  type AgendaCandidate,
  type AgendaOffer,
} from '#lib/workshop/meeting/agenda-item.ts';
import { MOST_EARLIER } from '#lib/workshop/series.ts';
import { listCommitmentsForAgenda } from '#server/commitments/agenda-commands.ts';
import { listDecisionsForAgenda } from '#server/decisions/room-commands.ts';
import { listQuestionsForAgenda } from '#server/discussion/agenda-commands.ts';
import { listGuests } from '../guest-store.ts';
import { readersOf } from '../participation.ts';
import type { WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { listEarlierMeetings } from './series-store.ts';

/**
 * What the agenda of a meeting can be filled with [MT10]: what hangs on its subject, on itself and on the earlier
 * meetings of its series, as far as the actor, who steers it, may see that elsewhere. What everybody of the meeting
 * may see too is marked: the rest is for the one who steers to put up or not [MT12].
 */
export async function collectAgenda(
  context: WorkshopContext,
  actor: Actor,
  workshop: WorkshopRow,
): Promise<AgendaOffer[]> {
  const { db } = context;
  const itself = { kind: 'workshop', id: workshop.id } as const;
  const earlier = await listEarlierMeetings(db, workshop, MOST_EARLIER);
  const meant: SubjectRef[] = [
    ...(workshop.about ? [workshop.about] : []),
    itself,
    ...earlier.map(({ id }) => ({ kind: 'workshop', id }) as const),
  ];
  const subjects = await context.subjects.find(actor, meant);
  const refs = meant.filter((ref) => subjects.has(subjectKey(ref)));
  const today = dayAt(context.clock(), context.settings.timeZone);
  const lastMetMs = earlier.find(({ isClosed }) => isClosed)?.movedAtMs ?? null;
  const sinceMs = lastMetMs ?? workshop.createdAtMs;
  const openedAtMs = Math.min(...workshop.programme.map(({ enteredAtMs }) => enteredAtMs ?? Infinity));
  const offers: (AgendaCandidate & { seenBy: SubjectRef })[] = [];
  for (const owed of await listCommitmentsForAgenda(db, refs)) {
    // What is agreed in this very meeting is its outcome, and no point of its agenda.
    if (owed.subject.id === workshop.id && owed.madeAtMs >= openedAtMs) continue;
    const section = sectionOf(owed, today, sinceMs);
    if (section === null) continue;
    const { id, subject: seenBy, text, owner, dueOn } = owed;
    offers.push({ section, text, owner, dueOn, putOffBy: '', source: { kind: 'commitment', id }, seenBy });
  }
  for (const { id, text, owner, isDecided } of await listDecisionsForAgenda(context, actor, refs, sinceMs)) {
    const source = { kind: 'decision', id } as const;
    const section = isDecided ? 'since' : 'decide';
    offers.push({ section, text, owner, dueOn: null, putOffBy: '', source, seenBy: source });
  }
  for (const { id, subject, text, askedName } of await listQuestionsForAgenda(db, refs)) {
    const source = { kind: 'question', id } as const;
    offers.push({
      ...{ section: 'answer', text, owner: askedName, dueOn: null, putOffBy: '' },
      ...{ source, seenBy: subject },
    });
  }
  const isForAll = await whoMeets(context, workshop);
  const seen: AgendaOffer[] = [];
  for (const { seenBy, ...offer } of offers) seen.push({ ...offer, isForAll: await isForAll(seenBy) });
  return inAgendaOrder(seen);
}

/** Whether everybody of a meeting may see a thing elsewhere; guests see nothing elsewhere, nor do clients. */
async function whoMeets(
  context: WorkshopContext,
  workshop: WorkshopRow,
): Promise<(ref: SubjectRef) => Promise<boolean>> {
  const hasGuests = workshop.kind === 'client' || (await listGuests(context.db, workshop.id)).length > 0;
  if (hasGuests) return async () => false;
  const people = await readersOf(context.db, workshop.id);
  const known = new Map<string, boolean>();
  return async (ref) => {
    const key = subjectKey(ref);
    const before = known.get(key);
    if (before !== undefined) return before;
    const readers = await context.subjects.listReaders(ref);
    // Who is alone in a meeting has not invited anybody yet: then it has to be what anybody may see.
    const isSeen = readers === null || (people.size > 1 && [...people].every((id) => readers.has(id)));
    known.set(key, isSeen);
    return isSeen;
  };
}
