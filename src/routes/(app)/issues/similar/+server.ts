import { answer } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/** Issues about the same as `?title=`, for whoever is about to write one down: `{ issues }`. */
export const GET: RequestHandler = ({ locals: { app, actor }, url }) =>
  answer(async () => {
    const issues = await app.issues.listSimilarIssues(actor, url.searchParams.get('title') ?? '');
    const ids = issues.map(({ id }) => id);
    // What was tried already, and whether it worked, is worth knowing before it is tried again.
    const effects = await app.projects.listEffectsOfIssues(actor, ids);
    return { issues: issues.map((issue) => ({ ...issue, verdict: effects[issue.id] ?? null })) };
  });
