import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({ waiting: await locals.app.issues.listForTriage(locals.actor) }));

export const actions: Actions = {
  triage: (event) =>
    submit(event, (input) => event.locals.app.issues.triageIssues(event.locals.actor, input)),
  merge: (event) => submit(event, (input) => event.locals.app.issues.mergeIssues(event.locals.actor, input)),
};
