import type { PersonActor } from '../../../test-app.ts';
import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { newRound } from './rounds.ts';

const wordsOf = (world: World) => ({
  ...{ title: world.fresh('Programme'), aim: 'To know', rules: world.fresh('Be there') },
  ...{ authorisation: world.fresh('You may'), sponsorIds: [] },
});

/** The draft of the programme that nobody was asked about yet, as somebody would press on it: there is one. */
async function draftOf(world: World): Promise<{ programmeId: string; version: string }> {
  const { shifts } = world.app;
  const { draft } = await shifts.getProgramme(world.maker.actor);
  if (draft?.decision) await finishDraft(world);
  const { draft: before } = await shifts.getProgramme(world.maker.actor);
  if (!before) await shifts.saveProgramme(world.maker.actor, wordsOf(world));
  const made = (await shifts.getProgramme(world.maker.actor)).draft;
  return { programmeId: made?.id ?? '', version: String(made?.version) };
}

/** Puts the draft into force, whoever was asked about it. */
async function finishDraft({ app, maker }: World): Promise<void> {
  const { draft } = await app.shifts.getProgramme(maker.actor);
  if (!draft) return;
  if (draft.decision?.isAsked) {
    const { id, version } = await app.decisions.getDecision(maker.actor, draft.decision.id);
    await app.decisions.cancelPoll(maker.actor, { decisionId: id, version });
  }
  await app.shifts.putProgrammeInForce(maker.actor, {
    ...{ programmeId: draft.id, version: String(draft.version), withoutDecision: 'A pilot' },
  });
}

/** The version in force: there is one. */
async function inForceOf(world: World): Promise<string> {
  const { inForce } = await world.app.shifts.getProgramme(world.maker.actor);
  if (inForce) return inForce.id;
  await draftOf(world);
  await finishDraft(world);
  return inForceOf(world);
}

/** Confirms whatever is in force, as everybody does before a tour. */
export async function confirmInForce({ app }: Pick<World, 'app'>, actor: PersonActor): Promise<void> {
  const { inForce } = await app.shifts.getProgramme(actor);
  if (!inForce) return;
  await app.shifts.confirmProgramme(actor, { programmeId: inForce.id, rules: true, authorisation: true });
}

const writing = { needs: 'programme.write', place: 'anybody' } as const;
const confirming = { needs: 'programme.confirm', place: 'anybody' } as const;

export const PROGRAMME_PRESSES: PressedActions = {
  ...ofRoute('/(app)/shifts/programme', {
    confirm: {
      ...confirming,
      make: async (world, { actor }) => {
        const programmeId = await inForceOf(world);
        // As who has confirmed nothing yet, whatever they pressed before.
        if (actor.kind === 'person')
          await world.app.database.db
            .deleteFrom('shift_confirmation')
            .where('person_id', '=', actor.id)
            .execute();
        return { fields: { programmeId, rules: 'on', authorisation: 'on' } };
      },
    },
    withdrawAuthorisation: {
      ...confirming,
      make: async (world, { actor }) => {
        await inForceOf(world);
        if (actor.kind === 'person') await confirmInForce(world, actor);
        return { fields: {} };
      },
    },
    propose: {
      ...writing,
      make: async (world) => {
        const draft = await draftOf(world);
        // The numbers of decisions have begun.
        const deciderIds = [world.maker.actor.id];
        await world.app.decisions.makeDecision(world.maker.actor, { question: world.fresh(), deciderIds });
        const proposal = {
          ...draft,
          ...{ question: 'Do we?', proposal: 'We do.', naming: 'named', quorum: '1' },
          ...{ endsOn: '2080-01-01', deciderIds },
        };
        return { fields: proposal };
      },
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
      await inForceOf(world);
      const { actor } = await world.newAccount();
      await confirmInForce(world, actor);
      return { ids: { id: (await newRound(world)).id }, fields: { personId: actor.id } };
    },
  },
};
