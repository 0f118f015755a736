import { newId } from '#lib/base/ids.ts';
import type { PressedAction, PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

const WORDS = { question: 'How many wait?', unit: 'week', every: '1' } as const;

/** Presses need somebody who keeps the rhythm: a lead, whoever it asks. */
const onRhythm = (fields: (world: World) => Record<string, string>): PressedAction => ({
  needs: 'rhythm.manage',
  place: 'anybody',
  make: async (world) => {
    const { rhythmId, askedId } = await makeOne(world);
    return { fields: { rhythmId, version: '1', askedId, ...fields(world) } };
  },
});

async function makeOne(
  world: World,
  askedId = world.maker.actor.id,
): Promise<{ rhythmId: string; askedId: string; subjectId: string }> {
  const { actor } = world.maker;
  const subjectId = await world.app.issues.addIssue(actor, { title: world.fresh('Issue'), description: '' });
  const startsOn = world.app.today();
  const { rhythmId } = await world.app.rhythms.makeRhythm(actor, {
    ...{ kind: 'issue', subjectId, askedId, ...WORDS, startsOn },
  });
  return { rhythmId, askedId, subjectId };
}

/** As on a working day: today may be none. */
async function askToday(world: World, rhythmId: string, askedId: string): Promise<string> {
  const id = newId<'ask'>();
  await world.app.database.db
    .insertInto('rhythm_ask')
    .values({
      ...{
        id,
        rhythm_id: rhythmId,
        due_on: world.app.today(),
        asked_id: askedId,
        state: 'open',
        told: 'none',
      },
      ...{ text: '', nothing_new: 0, answered_by: null, answered_by_name: '', answered_on: null },
    })
    .execute();
  return id;
}

export const RHYTHMS: PressedActions = {
  ...ofRoute('/(app)/home/due', {
    makeRhythm: {
      needs: 'rhythm.manage',
      place: 'anybody',
      make: async (world) => {
        const { askedId, subjectId } = await makeOne(world);
        return { fields: { kind: 'issue', subjectId, askedId, ...WORDS, startsOn: '2085-03-05' } };
      },
    },
    changeRhythm: onRhythm((world) => ({ ...WORDS, question: world.fresh('How'), startsOn: '2085-03-05' })),
    endRhythm: onRhythm(() => ({})),
    /** Of who is asked; leads may besides, which the commands' own tests show. */
    answerAsk: {
      needs: 'rhythm.answer',
      place: 'anybody',
      make: async (world, { actor }: Visitor) => {
        const askedId = actor.kind === 'person' ? actor.id : world.maker.actor.id;
        const { rhythmId } = await makeOne(world, askedId);
        return { fields: { askId: await askToday(world, rhythmId, askedId), text: 'Twelve' } };
      },
    },
  }),
};
