import type { SearchForm } from '#lib/search/search.ts';
import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url: { searchParams } }) =>
  guarded(async () => {
    const q = searchParams.get('q') ?? '';
    // Whatever the address says is for the command to look at: it refuses a kind that there is not.
    const kind = (searchParams.get('kind') || null) as SearchForm['kind'];
    const page = Number(searchParams.get('page') ?? 1);
    return { q, kind, answer: await app.search.findMatches(actor, { q, kind, page }) };
  });
