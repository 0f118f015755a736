import type { SubjectRef } from '#lib/base/subject.ts';
import { isAway } from '#lib/leave/away.ts';
import { toActor } from '../access/actor.ts';
import type { Context } from '../context.ts';
import { listAway } from '../leave/away-commands.ts';
import { findPerson } from '../people/store.ts';

/**
 * Who is asked on a day (ISO) for what a person owes on a subject: they themselves, whoever took the subject over for
 * them, or while they are away the deputy
 * or the owner of the subject, whoever of them is there; where nobody is, they themselves.
 */
export async function whoIsAsked(
  context: Context,
  personId: string,
  subject: SubjectRef,
  today: string,
): Promise<string> {
  const person = await findPerson(context.db, { id: personId });
  const found = person && [...(await context.subjects.find(toActor(person, null), [subject])).values()][0];
  const isCovered = found?.coveredId === personId;
  if (!isCovered && !(await isAwayOn(context, personId, today))) return personId;
  const others = isCovered ? [found.ownerId] : [found?.deputyId, found?.ownerId];
  for (const other of others) {
    if (other && other !== personId && !(await isAwayOn(context, other, today))) return other;
  }
  return personId;
}

async function isAwayOn({ db }: Context, personId: string, day: string): Promise<boolean> {
  const away = await listAway(db, [personId], { startsOn: day, endsOn: day });
  return isAway(away.get(personId) ?? [], day);
}
