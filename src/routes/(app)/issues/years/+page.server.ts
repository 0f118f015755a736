import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ plan: await app.issues.getYearPlan(actor) }));

export const actions: Actions = {
  plan: (event) => submit(event, (input) => event.locals.app.issues.planIssue(event.locals.actor, input)),
};
