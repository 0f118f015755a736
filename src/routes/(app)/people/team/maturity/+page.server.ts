import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    maturity: await app.people.getMaturity(actor),
    people: isPermitted(standingsOf(actor), 'standard.manage')
      ? (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name }))
      : [],
  }));

export const actions: Actions = {
  assess: (event) =>
    submit(event, (input) => event.locals.app.people.assessMaturity(event.locals.actor, input)),
};
