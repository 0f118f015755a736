import { expect, test } from 'vitest';
import { asId } from '#lib/base/ids.ts';
import { STAGES, type Stage } from '../step.ts';
import type { WallProposal, WallTask } from './wall-doc.ts';
import {
  MOST_AGENDA_SHOWN,
  MOST_DECIDED_SHOWN,
  MOST_PARKED_SHOWN,
  MOST_PROPOSALS_SHOWN,
  MOST_RANKED_SHOWN,
  MOST_TASKS_SHOWN,
  onPage,
  slideShown,
  wallSlides,
  type WallFacts,
} from './wall-slides.ts';

const WHOLE = { id: 'fish', boneName: '', part: 1, parts: 1 };
const FACTS: WallFacts = {
  ...{
    kind: 'workshop',
    agenda: [],
    decisions: [],
    stage: 'whys',
    proposals: [],
    kept: null,
    pack: [],
    votes: null,
    ratings: null,
    tasks: [],
    parked: [],
  },
  fish: [WHOLE],
};
const proposals = (n: number): WallProposal[] =>
  Array.from({ length: n }, (_, i) => ({ id: String(i), text: `Sentence ${i}`, approvals: null }));
const tasks = (n: number): WallTask[] =>
  Array.from({ length: n }, (_, i) => ({ id: String(i), text: '', owner: '', dueOn: null, causeId: null }));
const causes = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ causeId: String(i), dots: 1, voters: 1 }));
const votes = (n: number) => ({ stepId: 'vote', voters: 3, onPaper: 0, causes: causes(n) });
const packed = {
  ...{ id: 'a', insightId: 'i', title: 'Waiting', surveyName: '', waveName: '', fieldedOn: '' },
  ...{ value: 3, interval: [2, 4] as const, n: 40, earlier: [], quotes: [] },
};
const idsOf = (facts: Partial<WallFacts>): string[] => wallSlides({ ...FACTS, ...facts }).map(({ id }) => id);

test('[WS125] every step has a slide of its own, and the way in can always be shown until the end', () => {
  const first = Object.fromEntries(STAGES.map((stage) => [stage, idsOf({ stage })[0]]));
  expect(first).toEqual({
    ...{
      prepare: 'join',
      welcome: 'question',
      evidence: 'fish',
      write: 'silent',
      reveal: 'fish',
      group: 'fish',
    },
    ...{
      whys: 'fish',
      vote: 'turnout',
      rate: 'turnout',
      agenda: 'agenda-1',
      wrapup: 'tasks-1',
      closed: 'over',
    },
  });
  for (const stage of STAGES.filter((each): each is Exclude<Stage, 'closed'> => each !== 'closed'))
    expect([stage, idsOf({ stage }).filter((id) => id === 'join')]).toEqual([stage, ['join']]);
  expect(idsOf({ stage: 'closed' })).toEqual(['over']);
});

test('[WS125] no slide stands twice, and before the first step nothing of the room is among them', () => {
  const rich = { pack: [packed], kept: proposals(1)[0] ?? null, votes: votes(3), proposals: proposals(3) };
  for (const stage of STAGES) {
    const ids = idsOf({ ...rich, stage });
    expect([stage, ids.length]).toEqual([stage, new Set(ids).size]);
  }
  expect(idsOf({ ...rich, stage: 'prepare' })).toEqual(['join']);
  expect(idsOf({ ...rich, stage: 'evidence' }).slice(0, 2)).toEqual(['insight-a', 'fish']);
  expect(idsOf({ ...rich, stage: 'rate' })).toEqual([
    ...['turnout', 'votes-fish-fish', 'votes-1', 'fish', 'kept', 'insight-a', 'join'],
  ]);
});

test('[WS125] what is more than the last row reads goes on on another slide', () => {
  const pages = (facts: Partial<WallFacts>, kind: string): number =>
    wallSlides({ ...FACTS, ...facts }).filter((slide) => slide.kind === kind).length;
  const of = (n: number): [number, number, number, number] => [
    pages({ stage: 'welcome', proposals: proposals(n * MOST_PROPOSALS_SHOWN) }, 'proposals'),
    pages({ votes: votes(n * MOST_RANKED_SHOWN) }, 'votes'),
    pages({ stage: 'wrapup', tasks: tasks(n * MOST_TASKS_SHOWN) }, 'tasks'),
    pages({ stage: 'wrapup', parked: tasks(n * MOST_PARKED_SHOWN) }, 'parked'),
  ];
  expect([of(1), of(2)]).toEqual([
    [1, 1, 1, 1],
    [2, 2, 2, 2],
  ]);
  expect([
    pages({ stage: 'welcome', proposals: proposals(MOST_PROPOSALS_SHOWN + 1) }, 'proposals'),
    pages({ votes: votes(MOST_RANKED_SHOWN + 1) }, 'votes'),
    pages({ stage: 'wrapup', tasks: tasks(MOST_TASKS_SHOWN + 1) }, 'tasks'),
    pages({ stage: 'wrapup', parked: tasks(MOST_PARKED_SHOWN + 1) }, 'parked'),
  ]).toEqual([2, 2, 2, 2]);
  expect(onPage([1, 2, 3, 4, 5], 1, 2)).toEqual([3, 4]);
});

test('[WS125] a slide that is not there gives way to the first of the step', () => {
  const shown = (slide: string | null) =>
    slideShown({ ...FACTS, stage: 'vote', votes: null, wall: { slide, theme: 'light' } }).id;
  expect([shown(null), shown('join'), shown('votes-1'), shown('<script>')]).toEqual([
    ...['turnout', 'join', 'turnout', 'turnout'],
  ]);
});

test('[WS128] [WS129] of a fish in pages the one with the shown cause is shown, as long as it is the fish', () => {
  const fish = ['fish-a-1', 'fish-b-1'].map((id) => ({ id, boneName: id, part: 1, parts: 1 }));
  const shown = (slide: string | null, spotlight?: string) =>
    slideShown({ ...FACTS, fish, wall: { slide, theme: 'dark' } }, spotlight ? { id: spotlight } : undefined)
      .id;
  expect([shown(null), shown('fish-b-1'), shown(null, 'fish-b-1'), shown('join', 'fish-b-1')]).toEqual([
    ...['fish-a-1', 'fish-b-1', 'fish-b-1', 'join'],
  ]);
});

test('[MT14] the agenda and what was decided have pages of their own, and a meeting without a diagram shows none', () => {
  const agenda = (n: number): WallFacts['agenda'] =>
    Array.from({ length: n }, (_, i) => ({
      ...{ id: asId<'agendaItem'>(String(i)), section: 'open' as const, text: '', owner: '', dueOn: null },
      ...{ state: 'open' as const, putOffBy: '' },
    }));
  const decisions = (n: number): WallFacts['decisions'] =>
    Array.from({ length: n }, (_, i) => ({ id: String(i), text: '', owner: '' }));
  const status = { kind: 'status' as const, stage: 'agenda' as const };
  expect(
    idsOf({ ...status, agenda: agenda(MOST_AGENDA_SHOWN), decisions: decisions(MOST_DECIDED_SHOWN) }),
  ).toEqual([...['agenda-1', 'decided-1', 'join']]);
  expect(
    idsOf({ ...status, agenda: agenda(MOST_AGENDA_SHOWN + 1), decisions: decisions(MOST_DECIDED_SHOWN + 1) }),
  ).toEqual(['agenda-1', 'agenda-2', 'decided-1', 'decided-2', 'join']);
  expect(idsOf({ kind: 'retrospective', stage: 'agenda' })).toEqual(['agenda-1', 'fish', 'join']);
});
