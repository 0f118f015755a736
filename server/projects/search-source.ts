import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listProjectIds, listProjectTexts } from './store.ts';

/** Projects are found by whoever may read projects. */
export const PROJECT_SEARCH: SearchSource = {
  listIds: listProjectIds,
  read: async (db, ids) =>
    (await listProjectTexts(db, ids)).map(({ id, number, title, aim, createdAtMs }) => ({
      source: id,
      ref: id,
      scope: 'project',
      number,
      title,
      body: aim,
      href: `/projects/${number}`,
      atMs: createdAtMs,
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'project.view') ? ['project'] : []),
};
