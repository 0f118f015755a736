import type { PressedAction, PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

/** A press on a commitment of the maker, who keeps it and whose leads it is. */
function onOne(
  fields: (world: World) => Record<string, string>,
  change: { ownerId?: string; isEnded?: boolean } = {},
): PressedAction {
  return {
    needs: 'commitment.make',
    place: 'anybody',
    make: async (world, { actor }: Visitor) => {
      const maker = actor.kind === 'person' ? actor : world.maker.actor;
      const pick = await makeOne(world, maker, change.ownerId ?? maker.id);
      if (!change.isEnded) return { fields: { ...pick, ...fields(world) } };
      await world.app.commitments.keepCommitment(maker, pick);
      return { fields: { ...pick, version: '2', ...fields(world) } };
    },
  };
}

async function makeOne(
  world: World,
  maker: World['maker']['actor'],
  ownerId: string,
): Promise<{ commitmentId: string; version: string }> {
  const issueId = await world.app.issues.addIssue(world.maker.actor, {
    title: world.fresh('Issue'),
    description: '',
  });
  const { commitmentId } = await world.app.commitments.makeCommitment(maker, {
    kind: 'issue',
    subjectId: issueId,
    text: world.fresh('Call'),
    ownerId,
    dueOn: '2085-03-02',
  });
  return { commitmentId, version: '1' };
}

export const COMMITMENTS: PressedActions = {
  ...ofRoute('/(app)/home/due', {
    make: {
      needs: 'commitment.make',
      place: 'anybody',
      make: async (world) => {
        const subjectId = await world.app.issues.addIssue(world.maker.actor, {
          title: world.fresh('Issue'),
          description: '',
        });
        return { fields: { kind: 'issue', subjectId, text: world.fresh('Call'), dueOn: '2085-03-02' } };
      },
    },
    take: onOne(() => ({}), { ownerId: '' }),
    change: onOne((world) => ({ text: world.fresh('Ask') })),
    answer: onOne(() => ({ kind: 'interim', text: 'Half of it' })),
    move: onOne(() => ({ dueOn: '2085-04-02', why: 'Later' })),
    keep: onOne(() => ({})),
    break: onOne(() => ({ reason: 'Refused' })),
    /** Of somebody else: its own maker may besides, which the commands' own tests show. */
    withdraw: {
      needs: 'commitment.withdraw',
      place: 'anybody',
      make: async (world) => {
        const { actor } = world.maker;
        return { fields: { ...(await makeOne(world, actor, actor.id)), reason: 'Not needed' } };
      },
    },
    reopen: onOne(() => ({}), { isEnded: true }),
  }),
};
