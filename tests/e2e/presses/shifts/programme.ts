import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { newRound } from './rounds.ts';

const wordsOf = (world: World) => ({
  ...{ title: world.fresh('Programme'), aim: 'To know', rules: world.fresh('Be there') },
  ...{ authorisation: world.fresh('You may'), sponsorIds: [] },
});

/** The draft of the programme, as somebody would press on it: there is one. */
async function draftOf({ app, maker, fresh }: World): Promise<{ programmeId: string; version: string }> {
  const { shifts } = app;
  const { draft: before } = await shifts.getProgramme(maker.actor);
  if (!before || before.decision)
    await clearDraft(
      { app, maker },
      before ? { programmeId: before.id, version: String(before.version) } : null,
    );
  const { draft } = await shifts.getProgramme(maker.actor);
  if (!draft)
    await shifts.saveProgramme(maker.actor, {
      ...{ title: fresh('Programme'), aim: 'To know', rules: fresh('Be there'), authorisation: 'You may' },
    });
  const made = (await shifts.getProgramme(maker.actor)).draft;
  return { programmeId: made?.id ?? '', version: String(made?.version) };
}

/** A draft about which people decide is put into force, so that the next one can be begun. */
async function clearDraft(
  { app, maker }: Pick<World, 'app' | 'maker'>,
  pick: { programmeId: string; version: string } | null,
): Promise<void> {
  if (!pick) return;
  const { draft } = await app.shifts.getProgramme(maker.actor);
  if (draft?.decision?.isAsked) {
    const { id, version } = await app.decisions.getDecision(maker.actor, draft.decision.id);
    await app.decisions.cancelPoll(maker.actor, { decisionId: id, version });
  }
  await app.shifts.putProgrammeInForce(maker.actor, { ...pick, withoutDecision: 'A pilot' });
}

/** A version in force of which nobody has confirmed anything. */
async function newVersion(world: World): Promise<string> {
  const { shifts } = world.app;
  const { programmeId, version } = await draftOf(world);
  await shifts.saveProgramme(world.maker.actor, { ...wordsOf(world), programmeId, version });
  const pick = await draftOf(world);
  await shifts.putProgrammeInForce(world.maker.actor, { ...pick, withoutDecision: 'A pilot' });
  return pick.programmeId;
}

const writing = { needs: 'programme.write', place: 'anybody' } as const;
const confirming = { needs: 'programme.confirm', place: 'anybody' } as const;

export const PROGRAMME_PRESSES: PressedActions = {
  ...ofRoute('/(app)/shifts/programme', {
    confirm: {
      ...confirming,
      make: async (world) => ({
        fields: { programmeId: await newVersion(world), rules: 'on', authorisation: 'on' },
      }),
    },
    withdrawAuthorisation: {
      ...confirming,
      make: async (world, { actor }) => {
        const programmeId = await newVersion(world);
        if (actor.kind === 'person')
          await world.app.shifts.confirmProgramme(actor, { programmeId, rules: true, authorisation: true });
        return { fields: {} };
      },
    },
    propose: {
      ...writing,
      make: async (world) => ({
        fields: {
          ...(await draftOf(world)),
          ...{ question: 'Do we?', proposal: 'We do.', naming: 'named', quorum: '1' },
          ...{ endsOn: '2080-01-01', deciderIds: [world.maker.actor.id] },
        },
      }),
    },
    putInForce: {
      ...writing,
      make: async (world) => ({
        fields: { ...(await draftOf(world)), changeNote: '', withoutDecision: 'A pilot' },
      }),
    },
    discardDraft: { ...writing, make: async (world) => ({ fields: await draftOf(world) }) },
  }),
  '/(app)/shifts/programme/edit?/default': {
    ...writing,
    make: async (world) => ({ fields: { ...wordsOf(world), ...(await draftOf(world)) } }),
  },
  '/(app)/shifts/[id]/people?/endAuthorisation': {
    ...writing,
    make: async (world) => {
      const programmeId = await newVersion(world);
      const { actor } = await world.newAccount();
      await world.app.shifts.confirmProgramme(actor, { programmeId, rules: true, authorisation: true });
      return { ids: { id: (await newRound(world)).id }, fields: { personId: actor.id } };
    },
  },
};
