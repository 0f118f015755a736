import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({ likely: await locals.app.issues.listLikelyPairs(locals.actor) }));

export const actions: Actions = {
  merge: (event) => submit(event, (input) => event.locals.app.issues.mergeIssues(event.locals.actor, input)),
  apart: (event) => submit(event, (input) => event.locals.app.issues.tellApart(event.locals.actor, input)),
};
