import type { CalendarEvent } from '#lib/base/calendar/calendar-event.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { ProjectState } from '#lib/projects/project.ts';
import type { Context } from '../context.ts';
import type { DatesMeant } from '../subjects/dated-events.ts';
import { listProjects } from './store.ts';

/** What was approved has dates that count; what was stopped has none any more. */
const DATED: readonly ProjectState[] = ['approved', 'running', 'on-hold', 'done'];

/** The first and the last day of the projects that these people own or stand in for [CF3]. */
export async function listDatedStages(
  { db }: Context,
  actor: Actor,
  { personIds, fromDay }: DatesMeant,
): Promise<CalendarEvent[]> {
  if (!isPermitted(standingsOf(actor), 'project.view')) return [];
  return (await listProjects(db)).flatMap((project): CalendarEvent[] => {
    const { id, number, title, ownerId, ownerName, deputyId, deputyName, startsOn, endsOn, state } = project;
    if (!DATED.includes(state)) return [];
    const hands = [
      { personId: ownerId, name: ownerName },
      { personId: deputyId, name: deputyName },
    ].filter(({ personId }) => personIds.includes(personId));
    if (hands.length === 0) return [];
    const days = [
      { stage: 'begin', day: startsOn },
      { stage: 'end', day: endsOn },
    ] as const;
    return days
      .filter(({ day }) => day >= fromDay)
      .map(({ stage, day }) => ({
        uid: `project-${stage}-${id}`,
        part: 'stage',
        word: stage,
        title,
        names: hands.map(({ name }) => name),
        href: `/projects/${number}`,
        place: '',
        time: { kind: 'day', day },
        isCancelled: false,
        sequence: 0,
      }));
  });
}
