import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listActiveNames, listPersonIds } from './searchable-store.ts';

/** People are found by their names, by those who may open people's pages; whoever was switched off is not found. */
export const PERSON_SEARCH: SearchSource = {
  listIds: listPersonIds,
  read: async (db, ids) =>
    (await listActiveNames(db, ids)).map(({ id, name, createdAtMs }) => ({
      source: id,
      ref: id,
      scope: 'person',
      title: name,
      body: '',
      href: `/people/${id}`,
      atMs: createdAtMs,
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'people.view') ? ['person'] : []),
};
