import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from '../../context.ts';
import { addNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../lead-store.ts';
import { areActive } from '../store.ts';
import { listReviewsDue, listStandardRows, noteReviewTold } from './standard-store.ts';
import { tellApprovers } from './tell-approvers.ts';

/**
 * Tells the owner of a standard, or the leads where it has none, that its day of review has come, once a day that
 * was agreed [CX19]; and of what waits whoever took the place of a director [CX16]. Every process may run it as often
 * as it likes.
 */
export async function followStandards(context: Context): Promise<{ reviews: number }> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  for (const row of await listStandardRows(context.db)) {
    const tell = await context.database.transaction((trx) => tellApprovers(context, trx, row, null));
    tell();
  }
  let reviews = 0;
  for (const { id, ownerId, reviewOn } of await listReviewsDue(context.db, today)) {
    const after: TellInboxes[] = [];
    const isMine = await context.database.transaction(async (trx) => {
      if (!(await noteReviewTold(trx, id, reviewOn))) return false;
      const isThere = ownerId !== null && (await areActive(trx, [ownerId])).has(ownerId);
      const people = isThere ? [ownerId] : await listActiveLeads(trx);
      after.push(
        await addNotices(
          context,
          trx,
          people.map((personId) => ({
            ...{ personId, kind: 'standard.review' as const, byId: null, occasion: reviewOn },
            ...{ subject: { kind: 'standard' as const, id }, values: { due: reviewOn } },
          })),
        ),
      );
      return true;
    });
    for (const tell of after) tell();
    if (isMine) reviews++;
  }
  return { reviews };
}
