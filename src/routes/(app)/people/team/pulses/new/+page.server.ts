import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who is asked at first: who took part in a round, as `?round=...` names it, or the CX team. */
export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const roundId = url.searchParams.get('round');
    const round = roundId === null ? null : await app.shifts.getRound(actor, roundId);
    const tickedIds = round
      ? [
          ...round.mentors.map(({ id }) => id),
          ...round.tours.flatMap(({ signUps }) => signUps.map(({ personId }) => personId)),
        ]
      : (await app.people.getTeam(actor)).members.map(({ id }) => id);
    return {
      people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
      tickedIds,
      roundTitle: round?.round.title ?? null,
      today: app.today(),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { pulseId } = await event.locals.app.rhythms.makeTeamPulse(event.locals.actor, input);
      redirect(303, `/people/team/pulses/${pulseId}`);
    }),
};
