import type { Fields, PressedAction, PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

type Person = World['maker']['actor'];

/** How far a decision has come before it is pressed on. */
type Before = 'open' | 'poll' | 'voted' | 'decided' | 'withdrawn';

/** A decision that its presser proposed, may decide, must know and is asked about. */
interface Made {
  world: World;
  by: Person;
  id: string;
  number: number;
}

export async function makeDecided(world: World, by: Person, before: Before): Promise<Made> {
  const { decisions } = world.app;
  const { decisionId: id, number } = await decisions.makeDecision(by, {
    question: world.fresh('Which?'),
    options: 'North\nSouth',
    criteria: 'Price',
    deciderIds: [by.id],
    readerIds: [by.id, world.maker.actor.id],
  });
  const made = { world, by, id, number };
  const pick = async () => ({ decisionId: id, version: (await decisions.getDecision(by, id)).version });
  if (before === 'poll' || before === 'voted') {
    // Two are asked, so that one vote does not close it.
    const askedIds = [...new Set([by.id, world.maker.actor.id, world.outsider.actor.id])];
    const terms = { proposal: 'North', naming: 'named', quorum: '1', endsOn: '2085-03-02' };
    await decisions.openPoll(by, { ...(await pick()), ...terms, askedIds });
  }
  if (before === 'voted') {
    const pollId = (await decisions.getDecision(by, id)).polls[0]?.id;
    const ballot = { ballotChoice: 'against', ballotComment: 'Too dear' };
    await decisions.castVote(by, { decisionId: id, pollId, ...ballot });
  }
  if (before === 'decided') {
    // By somebody else of those whom it names, so that its presser has not read it.
    const decider = world.outsider.actor.id === by.id ? world.maker.actor : world.outsider.actor;
    const words = { question: 'Which one?', deciderIds: [decider.id] };
    await decisions.changeDecision(by, { ...(await pick()), ...words, readerIds: [by.id] });
    await decisions.decide(decider, { ...(await pick()), outcome: 'North', why: 'Near' });
  }
  if (before === 'withdrawn') await decisions.dropDecision(by, { ...(await pick()), reason: 'Not needed' });
  return made;
}

const readMade = ({ world, by, id }: Made) => world.app.decisions.getDecision(by, id);

/** A press on a decision of whoever presses, or of the maker for those who could have none. */
function onDecision(
  before: Before,
  fields: (made: Made) => Promise<Fields> | Fields = () => ({}),
): PressedAction {
  return {
    needs: 'decision.make',
    place: 'anybody',
    make: async (world, { actor }: Visitor) => {
      const by = actor.kind === 'person' ? actor : world.maker.actor;
      const made = await makeDecided(world, by, before);
      const { version } = await readMade(made);
      return {
        ids: { id: String(made.number) },
        fields: { version: String(version), ...(await fields(made)) },
      };
    },
  };
}

const ballot = { ballotChoice: 'for', ballotComment: 'Near' };

export const DECISIONS: PressedActions = {
  '/(app)/decisions/new?/default': {
    needs: 'decision.make',
    place: 'anybody',
    make: async (world) => {
      await makeDecided(world, world.maker.actor, 'open'); // so that numbers are counted already
      return { fields: { question: world.fresh('Which?'), deciderIds: [world.maker.actor.id] } };
    },
  },
  '/(app)/decisions/[id]/edit?/default': onDecision('open', ({ by }) => ({
    question: 'Which of them?',
    deciderIds: [by.id],
  })),
  ...ofRoute('/(app)/decisions/[id]', {
    compare: onDecision('open', () => ({ notes: ['dear', 'cheap'], weights: ['2'] })),
    openPoll: onDecision('open', ({ by }) => ({
      ...{ proposal: 'North', naming: 'named', quorum: '1', endsOn: '2085-03-02' },
      askedIds: [by.id],
    })),
    vote: onDecision('poll', async (made) => ({
      pollId: (await readMade(made)).polls[0]?.id ?? '',
      ...ballot,
    })),
    answer: onDecision('voted', async (made) => {
      const [vote] = (await readMade(made)).polls[0]?.votes ?? [];
      return { voteId: vote?.id ?? '', version: String(vote?.version), text: 'Cheap in the end' };
    }),
    closePoll: onDecision('voted'),
    cancelPoll: onDecision('poll'),
    decide: onDecision('open', () => ({ outcome: 'North', why: 'Near' })),
    read: onDecision('decided'),
    tell: onDecision('decided', ({ world }) => ({ readerIds: [world.outsider.actor.id] })),
    hold: onDecision('decided', () => ({ lookAgainOn: '2085-03-02' })),
    supersede: onDecision('decided', async ({ world, by }) => ({
      by: String((await makeDecided(world, by, 'decided')).number),
    })),
    /** Of somebody else: its own proposer may besides, which the commands' own tests show. */
    withdraw: {
      needs: 'decision.manage',
      place: 'anybody',
      make: async (world) => {
        const { actor } = world.maker;
        const subjectId = await world.app.issues.addIssue(actor, { title: world.fresh('Issue') });
        const { number } = await world.app.decisions.makeDecision(actor, {
          ...{ kind: 'issue', subjectId, question: world.fresh('Which?'), deciderIds: [actor.id] },
        });
        return { ids: { id: String(number) }, fields: { version: '1', reason: 'Not needed' } };
      },
    },
    reopen: onDecision('withdrawn'),
  }),
};
