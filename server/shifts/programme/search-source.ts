import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../../search/search-context.ts';
import { listProgrammeIds, listProgrammesById } from './programme-store.ts';

/** The version in force is found by its words. */
export const PROGRAMME_SEARCH: SearchSource = {
  listIds: listProgrammeIds,
  read: async (db, ids) =>
    (await listProgrammesById(db, ids))
      .filter(({ number, supersededAtMs }) => number !== null && supersededAtMs === null)
      .map(({ id, title, aim, rules, inForceAtMs, changedAtMs }) => ({
        ...{ source: id, ref: id, scope: 'programme', title, body: `${aim}\n\n${rules}` },
        ...{ href: '/shifts/programme', atMs: inForceAtMs ?? changedAtMs },
      })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'programme.view') ? ['programme'] : []),
};
