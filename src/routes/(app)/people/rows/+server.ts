import { answer } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/** Rows of the list as its address finds them, from `offset` on. */
export const GET: RequestHandler = ({ locals, url }) =>
  answer(async () => {
    const offset = Number(url.searchParams.get('offset'));
    return { people: await locals.app.people.getPeopleRows(locals.actor, url.searchParams, offset) };
  });
