import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { listDutyDays, type HeldDayRow } from './held-store.ts';
import type { PersonName } from './store.ts';
import { listMentorsOf } from './tour-store.ts';

/** A round in which somebody has something to do, with the days from some day on. */
export interface RoundDuty {
  id: string;
  title: string;
  days: string[];
}

/** Days that somebody mentors together with the same others. */
export interface MentorDuty extends RoundDuty {
  others: PersonName[];
}

/** On which days from one on the actor mentors a round, and with whom, and on which they have a shift. */
export async function readDutyDays(
  context: Context,
  actor: Actor,
  notBefore: string,
): Promise<{ mentored: MentorDuty[]; signedUp: RoundDuty[] }> {
  requirePerson(actor, 'shift.view');
  const days = await listDutyDays(context.db, 'shift_mentor', actor.id, notBefore);
  const mentors = Map.groupBy(
    await listMentorsOf(context.db, [...new Set(days.map(({ tourId }) => tourId))]),
    ({ tourId }) => tourId,
  );
  const othersOf = (tourId: string): PersonName[] =>
    (mentors.get(tourId) ?? []).filter(({ id }) => id !== actor.id).map(({ id, name }) => ({ id, name }));
  // Tours of one round may have different mentors: each such group is a duty of its own.
  const groups = Map.groupBy(days, ({ roundId, tourId }) =>
    [roundId, ...othersOf(tourId).map(({ id }) => id)].join(' '),
  );
  return {
    mentored: [...groups.values()].flatMap((group) => {
      const [first] = group;
      return first ? [{ ...toDuty(first, group), others: othersOf(first.tourId) }] : [];
    }),
    signedUp: [
      ...Map.groupBy(
        await listDutyDays(context.db, 'shift_signup', actor.id, notBefore),
        ({ roundId }) => roundId,
      ).values(),
    ].flatMap((group) => group.slice(0, 1).map((first) => toDuty(first, group))),
  };
}

function toDuty({ roundId, roundTitle }: HeldDayRow, days: readonly HeldDayRow[]): RoundDuty {
  return { id: roundId, title: roundTitle, days: days.map(({ day }) => day) };
}
