import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listAreaIds, listAreaTexts } from './area-store.ts';
import { listSeriesIds, listSeriesTexts } from './series-store.ts';

/** Areas are found by whoever works here. */
export const AREA_SEARCH: SearchSource = {
  listIds: listAreaIds,
  read: async (db, ids) =>
    (await listAreaTexts(db, ids)).map(({ id, name, note, madeAtMs }) => ({
      ...{ source: id, ref: id, scope: 'area' },
      ...{ title: name, body: note, href: `/survey/areas/${id}`, atMs: madeAtMs },
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'area.view') ? ['area'] : []),
};

/** What is measured is found by its name and by that of its area. */
export const SERIES_SEARCH: SearchSource = {
  listIds: listSeriesIds,
  read: async (db, ids) =>
    (await listSeriesTexts(db, ids)).map(({ id, name, note, areaName, madeAtMs }) => ({
      ...{ source: id, ref: id, scope: 'series', title: name },
      body: [areaName ?? '', note].filter((text) => text !== '').join('\n'),
      ...{ href: `/survey/areas/series/${id}`, atMs: madeAtMs },
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'area.view') ? ['series'] : []),
};
