import { SHOWN_ISSUES, type KnownAnswer } from '#lib/shifts/articles/known-answer.ts';
import { headOf } from '#lib/shifts/findings/finding.ts';
import { answer } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/** What is known about `?text=`, for whoever is about to ask or to report it: `{ known }`, articles first. */
export const GET: RequestHandler = ({ locals: { app, actor }, url }) =>
  answer(async () => {
    const text = url.searchParams.get('text') ?? '';
    const { articles, findings } = await app.shifts.listKnownAnswers(actor, text);
    const issues = (await app.issues.listSimilarIssues(actor, headOf(text)))
      .slice(0, SHOWN_ISSUES)
      .map(({ id, number, title }): KnownAnswer => ({
        ...{ kind: 'issue', id, title: `#${number} ${title}`, href: `/issues/${number}` },
      }));
    return { known: [...articles, ...issues, ...findings] };
  });
