import { readTableQuery } from '#lib/base/table-query.ts';
import { ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import { answer } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/** Rows of the list as its address finds them, from `offset` on. */
export const GET: RequestHandler = ({ locals, url }) =>
  answer(async () => {
    const { query } = readTableQuery(url.searchParams, ISSUE_TERMS);
    const offset = Number(url.searchParams.get('offset'));
    return { issues: await locals.app.issues.getIssueRows(locals.actor, query, offset) };
  });
