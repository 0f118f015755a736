import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listIssueIds, listIssueTexts } from './store.ts';

/** Issues are found by whoever may read issues. */
export const ISSUE_SEARCH: SearchSource = {
  listIds: listIssueIds,
  read: async (db, ids) =>
    (await listIssueTexts(db, ids)).map(({ id, number, title, description, createdAtMs }) => ({
      source: id,
      ref: id,
      scope: 'issue',
      number,
      title,
      body: description,
      href: `/issues/${number}`,
      atMs: createdAtMs,
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'issue.view') ? ['issue'] : []),
};
