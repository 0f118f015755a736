import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { versionInForce } from '#lib/people/standards/standard.ts';
import type { SearchSource } from '../../search/search-context.ts';
import { listStandardIds, listStandardsById, listStandardVersions } from './standard-store.ts';

/** Standards are found by the words that are in force; drafts are not looked into. */
export const STANDARD_SEARCH: SearchSource = {
  listIds: listStandardIds,
  async read(db, ids) {
    const versions = Map.groupBy(await listStandardVersions(db, ids), ({ standardId }) => standardId);
    return (await listStandardsById(db, ids)).flatMap(({ id }) => {
      const inForce = versionInForce(versions.get(id) ?? []);
      if (!inForce) return [];
      return {
        ...{ source: id, ref: id, scope: 'standard', title: inForce.title, body: inForce.text },
        ...{ href: `/people/team/standards/${id}`, atMs: inForce.approvedAtMs ?? 0 },
      };
    });
  },
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'standard.view') ? ['standard'] : []),
};
