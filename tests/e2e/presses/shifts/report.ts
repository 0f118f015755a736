import type { PressedAction, PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { newRound, roundFields } from './rounds.ts';

const SUMS = JSON.stringify({
  ...{ scale: { low: 1, high: 5 }, teamDays: 5 },
  guests: { counts: [0, 0, 0, 2, 3], people: 5 },
  team: { counts: [0, 0, 1, 1, 3], people: 5 },
});

/** About the report of a round, by a lead. */
function byLead(make: PressedAction['make']): PressedAction {
  return { needs: 'shift.report', place: 'anybody', make };
}

/** A round that is over, with five people on its first tour. */
export async function servedRound(world: World): Promise<string> {
  const { db } = world.app.database;
  const { shifts } = world.app;
  const id = await shifts.planRound(world.maker.actor, { ...(await roundFields(world)), places: '5' });
  const tourId = (await shifts.getRound(world.maker.actor, id)).tours[0]?.id ?? '';
  const people = await db.selectFrom('person').select('id').where('active', '=', 1).limit(5).execute();
  for (const { id: personId } of people)
    await db
      .insertInto('shift_signup')
      .values({ shift_id: tourId, person_id: personId, scopes: '["chat"]', signed_up_at_ms: 1 })
      .execute();
  await db.updateTable('shift').set({ taken: people.length }).where('id', '=', tourId).execute();
  const moments = { starts_at_ms: 1000, ends_at_ms: 2000 };
  await db.updateTable('shift').set(moments).where('round_id', '=', id).execute();
  await db.updateTable('shift_day').set(moments).where('shift_id', '=', tourId).execute();
  return id;
}

export const REPORT_PRESSES: PressedActions = {
  ...ofRoute('/(app)/shifts/[id]/report', {
    publishReport: byLead(async (world) => {
      const { id } = await newRound(world);
      await world.app.shifts.cancelRound(world.maker.actor, { roundId: id, version: '1', reason: 'Nobody' });
      return { ids: { id }, fields: { version: '0' } };
    }),
    decideNext: byLead(async (world) => ({ ids: { id: (await newRound(world)).id }, fields: {} })),
    dropContacts: byLead(async (world) => {
      const id = await servedRound(world);
      await world.app.shifts.keepContacts(world.maker.actor, { roundId: id, version: '0', sums: SUMS });
      return { ids: { id }, fields: { version: '1' } };
    }),
  }),
  '/(app)/shifts/[id]/report/write?/default': byLead(async (world) => ({
    ids: { id: (await newRound(world)).id },
    fields: {
      ...{ version: '0', thanks: world.fresh('Thanks'), worked: '', toChange: '' },
      ...{ agentDays: '', agentFindings: '' },
    },
  })),
  '/(app)/shifts/[id]/report/contacts?/keep': byLead(async (world) => ({
    ids: { id: await servedRound(world) },
    fields: { version: '0', sums: SUMS },
  })),
};
