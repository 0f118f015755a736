import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which issues are meant: those that were picked (`?ids=`), or what an address of the list finds (`?of=`). */
export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const ids = (url.searchParams.get('ids') ?? '').split(',').filter((id) => id !== '');
    const of = url.searchParams.get('of') ?? 'f.state=open';
    return {
      draft: await app.issues.getRatingDraft(actor, ids.length > 0 ? { ids } : { query: of }),
      people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
      today: app.today(),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { sessionId } = await event.locals.app.issues.makeRatingSession(event.locals.actor, input);
      redirect(303, `/issues/ratings/${sessionId}`);
    }),
};
