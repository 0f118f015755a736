import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { listMentoredDays, listSignedUpDays } from './duty-store.ts';
import { listAllMentors, type PersonName } from './store.ts';

/** A round in which somebody has something to do, with the days from some day on. */
export interface RoundDuty {
  id: string;
  title: string;
  days: string[];
}

/** On which days from one on the actor mentors a round, and with whom, and on which they have a shift. */
export async function readDutyDays(
  context: Context,
  actor: Actor,
  notBefore: string,
): Promise<{ mentored: (RoundDuty & { others: PersonName[] })[]; signedUp: RoundDuty[] }> {
  requirePerson(actor, 'shift.view');
  const mentors = Map.groupBy(await listAllMentors(context.db), ({ roundId }) => roundId);
  const mentored = toRounds(await listMentoredDays(context.db, actor.id, notBefore));
  return {
    mentored: mentored.map((round) => ({
      ...round,
      others: (mentors.get(round.id) ?? []).filter(({ id }) => id !== actor.id),
    })),
    signedUp: toRounds(await listSignedUpDays(context.db, actor.id, notBefore)),
  };
}

function toRounds(rows: Awaited<ReturnType<typeof listMentoredDays>>): RoundDuty[] {
  return [...Map.groupBy(rows, ({ roundId }) => roundId)].map(([id, days]) => ({
    id,
    title: days[0]?.roundTitle ?? '',
    days: days.map(({ day }) => day),
  }));
}
