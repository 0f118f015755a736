import { answer } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/** Issues about the same as `?title=`, for whoever is about to write one down: `{ issues }`. */
export const GET: RequestHandler = ({ locals: { app, actor }, url }) =>
  answer(async () => ({
    issues: await app.issues.listSimilarIssues(actor, url.searchParams.get('title') ?? ''),
  }));
