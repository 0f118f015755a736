import type { WorkCalendar } from '#lib/base/calendar/working-days.ts';
import type { MentorLoad } from '#lib/shifts/day/mentor-load.ts';

/** What the forms of tours choose from. */
export async function tourChoices(
  { app, actor }: App.Locals,
  roundId: string | null = null,
): Promise<{
  mentors: ({ id: string; name: string } & MentorLoad)[];
  calendar: WorkCalendar;
  hours: { from: string; until: string };
}> {
  const colleagues = await app.people.listColleagues(actor);
  const loads = await app.shifts.getMentorLoads(actor, roundId);
  const { from, until } = app.settings.current.week;
  return {
    mentors: colleagues
      .filter((person) => person.roles.includes('mentor'))
      .map(({ id, name }) => ({ id, name, ...(loads.get(id) ?? { inRound: 0, inAll: 0 }) })),
    calendar: await app.organisation.getWorkCalendar(actor),
    hours: { from, until },
  };
}
