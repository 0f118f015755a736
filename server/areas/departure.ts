import { auditedChanges } from '#lib/audit/audit-change.ts';
import type { DepartureRules } from '../people/departure.ts';
import { namesOf } from '../people/store.ts';
import { giveAreas, listAreasOf } from './area-store.ts';
import { auditArea } from './audit-area.ts';

/** Areas go to the successor, or wait for an owner; who entered what stays. */
export const AREA_DEPARTURE: DepartureRules = {
  columns: {
    'area.owner_id': 'handed-over',
    'area.made_by': 'kept',
    'series.made_by': 'kept',
    'series_point.entered_by': 'kept',
    'series_issue.linked_by': 'kept',
  },
  list: async (db, personId) =>
    (await listAreasOf(db, personId)).map(({ id, name }) => ({
      ...{ kind: 'area', effect: 'handed-over', title: name, href: `/survey/areas/${id}` },
    })),
  async apply(context, trx, actor, { personId, successorId }) {
    const areas = await listAreasOf(trx, personId);
    if (areas.length === 0) return [];
    await giveAreas(
      trx,
      areas.map(({ id }) => id),
      successorId,
    );
    const names = await namesOf(trx, [personId, ...(successorId === null ? [] : [successorId])]);
    const owner = successorId === null ? null : (names.get(successorId) ?? null);
    const changes = auditedChanges({ owner: names.get(personId) ?? null }, { owner });
    for (const area of areas) await auditArea(context, trx, actor, 'handOver', area, changes);
    return [
      async () => {
        for (const { id } of areas) context.bus.tell({ kind: 'area', id, action: 'change' });
      },
    ];
  },
};
