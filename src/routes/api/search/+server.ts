import { answer } from '../../guarded.ts';
import type { RequestHandler } from './$types';

/** What is shown while somebody types. */
const HITS_IN_PALETTE = 8;

/** The first hits for `?q=words` among what this person may see, and how many there are: `{ hits, total }`. */
export const GET: RequestHandler = ({ locals: { app, actor }, url }) =>
  answer(async () => {
    const q = url.searchParams.get('q') ?? '';
    const { hits, total } = await app.search.findMatches(actor, { q, kind: null, page: 1 });
    return { hits: hits.slice(0, HITS_IN_PALETTE), total };
  });
