import { PASSWORD } from '../../harness.ts';
import { makeDecided } from '../decisions.ts';
import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';

const wordsOf = (world: World) => ({ title: world.fresh('Standard'), text: 'Within an hour.', note: '' });

async function makeStandard(world: World): Promise<string> {
  const form = { ...wordsOf(world), ownerId: '', reviewOn: '2080-01-01' };
  return (await world.app.people.addStandard(world.maker.actor, form)).standardId;
}

/** As both directors left it: everybody reads it. */
export async function makeStandardInForce(world: World): Promise<string> {
  const standardId = await makeStandard(world);
  await world.app.database.db
    .updateTable('standard_version')
    .set({ state: 'approved', submission: 1, approved_at_ms: 1 })
    .where('standard_id', '=', standardId)
    .execute();
  return standardId;
}

async function askForStandard(world: World): Promise<{ standardId: string; versionId: string }> {
  const standardId = await makeStandard(world);
  await world.app.people.askForApproval(world.maker.actor, { standardId, version: 1 });
  const { open } = await world.app.people.getStandard(world.maker.actor, standardId);
  return { standardId, versionId: open?.id ?? '' };
}

const managing = { needs: 'standard.manage', place: 'anybody' } as const;

export const STANDARDS: PressedActions = {
  ...ofRoute('/(app)/people/team/standards/new', {
    default: {
      ...managing,
      make: async (world) => ({ fields: { ...wordsOf(world), ownerId: '', reviewOn: '2080-01-01' } }),
    },
  }),
  ...ofRoute('/(app)/people/team/standards/[standardId]/edit', {
    default: {
      ...managing,
      make: async (world) => ({
        ids: { standardId: await makeStandard(world) },
        fields: { ...wordsOf(world), version: '1' },
      }),
    },
  }),
  ...ofRoute('/(app)/people/team/standards/[standardId]', {
    keep: {
      ...managing,
      make: async (world) => ({
        ids: { standardId: await makeStandard(world) },
        fields: { version: '1', ownerId: await world.newPerson(), reviewOn: '2081-01-01' },
      }),
    },
    ask: {
      ...managing,
      make: async (world) => ({
        ids: { standardId: await makeStandard(world) },
        fields: { version: '1' },
      }),
    },
    stopAsking: {
      ...managing,
      make: async (world) => ({
        ids: { standardId: (await askForStandard(world)).standardId },
        fields: { version: '2' },
      }),
    },
    decide: {
      needs: 'standard.decide',
      place: 'may sign',
      async make(world) {
        const { standardId, versionId } = await askForStandard(world);
        return {
          ids: { standardId },
          fields: { versionId, submission: '1', password: PASSWORD, decision: 'approve', comment: '' },
        };
      },
    },
  }),
  ...ofRoute('/(app)/people/team/maturity', {
    assess: {
      ...managing,
      async make(world) {
        await makeDecided(world, world.maker.actor, 'open'); // so that numbers are counted already
        // One waits at a time: those of earlier presses wait no more.
        await world.app.database.db
          .updateTable('decision')
          .set({ state: 'withdrawn' })
          .where('id', 'in', (eb) => eb.selectFrom('maturity_assessment').select('decision_id'))
          .where('state', '=', 'open')
          .execute();
        return {
          fields: { asOf: '2026-11-01', evidence: 'Two waves', deciderIds: [await world.newPerson()] },
        };
      },
    },
  }),
};
