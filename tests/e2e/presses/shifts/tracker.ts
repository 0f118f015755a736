import { newId } from '#lib/base/ids.ts';
import { LABEL_START } from '#lib/shifts/tracker/tracked.ts';
import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { newRound } from './rounds.ts';

/** A finding of somebody else in a new round. */
async function newFinding(world: World): Promise<{ id: string; findingId: string }> {
  const { id } = await newRound(world);
  const findingId = newId<'finding'>();
  await world.app.database.db
    .insertInto('finding')
    .values({
      ...{ id: findingId, round_id: id, kind: 'bug', text: 'No tone', reported_at_ms: 1 },
      person_id: await world.newPerson(),
    })
    .execute();
  return { id, findingId };
}

/** A list of a tracker that says of a finding that it is done. */
function trackerList(world: World, findingId: string): File {
  const lines = ['Issue key,Status,Labels', `HB-${world.count()},Done,${LABEL_START}${findingId}`];
  return new File([lines.join('\n')], 'jira.csv', { type: 'text/csv' });
}

const planning = { needs: 'shift.manage', place: 'anybody' } as const;

export const TRACKER_PRESSES: PressedActions = {
  ...ofRoute('/(app)/shifts/[id]/findings/tracker', {
    preview: {
      ...{ ...planning, isReading: true, isSecret: true },
      async make(world) {
        const { id, findingId } = await newFinding(world);
        return { ids: { id }, fields: { file: trackerList(world, findingId) } };
      },
    },
    import: {
      ...{ ...planning, isSecret: true },
      async make(world) {
        const { id, findingId } = await newFinding(world);
        const file = trackerList(world, findingId);
        const form = { roundId: id, file: new Uint8Array(await file.arrayBuffer()) };
        const { fingerprint } = await world.app.shifts.previewTracker(world.maker.actor, form);
        return { ids: { id }, fields: { file, seen: fingerprint } };
      },
    },
  }),
  '/(app)/shifts/[id]/findings/[findingId]?/track': {
    ...planning,
    async make(world) {
      const ids = await newFinding(world);
      return { ids, fields: { key: `HB-${world.count()}`, status: 'Done', version: '2.1' } };
    },
  },
};
