import { error } from '@sveltejs/kit';
import { reviewYear } from '#lib/projects/effect/year-review.ts';
import { guarded } from '../../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    if (!/^20\d\d$/.test(params.year))
      error(404, {
        message: 'not-found',
        code: 'not-found',
        reason: undefined,
        values: undefined,
        issues: [],
      });
    const projects = await app.projects.listProjects(actor);
    const effects = await app.projects.listEffectLines(actor);
    return { review: reviewYear(Number(params.year), projects, effects) };
  });
