import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    cards: await app.areas.listScorecards(actor),
    people: isPermitted(standingsOf(actor), 'area.manage')
      ? (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name }))
      : [],
  }));

export const actions: Actions = {
  addArea: (event) => submit(event, (input) => event.locals.app.areas.addArea(event.locals.actor, input)),
  addSeries: (event) => submit(event, (input) => event.locals.app.areas.addSeries(event.locals.actor, input)),
};
