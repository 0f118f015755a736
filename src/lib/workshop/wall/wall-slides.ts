import type { Stage } from '../step.ts';
import { hasFish } from '../meeting-kind.ts';
import type { FishPage } from './fish-pages.ts';
import type { WallContent } from './wall-doc.ts';

/** What the wall can show; each carries only what tells it from the others. */
export type WallSlide = { id: string } & (
  | { kind: 'join' | 'question' | 'kept' | 'silent' | 'turnout' | 'ratings' | 'over' }
  | { kind: 'proposals' | 'votes' | 'tasks' | 'parked' | 'agenda' | 'decided'; page: number; pages: number }
  | { kind: 'insight'; insight: number; of: number }
  | { kind: 'fish' | 'votes-fish' | 'ratings-fish'; fish: FishRef }
);

/** As much of a page of the fish as its name needs. */
type FishRef = Pick<FishPage, 'id' | 'boneName' | 'part' | 'parts'>;

/** As many as can be read from the last row at once. */
export const MOST_PROPOSALS_SHOWN = 6;
export const MOST_RANKED_SHOWN = 6;
export const MOST_TASKS_SHOWN = 6;
export const MOST_PARKED_SHOWN = 8;
export const MOST_AGENDA_SHOWN = 7;
export const MOST_DECIDED_SHOWN = 6;

export type WallFacts = Pick<
  WallContent,
  | 'stage'
  | 'proposals'
  | 'kept'
  | 'pack'
  | 'votes'
  | 'ratings'
  | 'tasks'
  | 'parked'
  | 'kind'
  | 'agenda'
  | 'decisions'
> & { fish: readonly FishRef[] };

/**
 * The slides of the present step in their order [WS125]: first what the step is about, then what the room
 * has found so far, then the way in. A slide keeps its name as long as there is something to see on it.
 */
export function wallSlides(facts: WallFacts): WallSlide[] {
  const { stage } = facts;
  if (stage === 'closed') return [{ id: 'over', kind: 'over' }];
  const own = OWN[stage](facts);
  const names = new Set(own.map(({ id }) => id));
  // Before the first step a guest sees nothing of the board, and neither does the wall.
  const found = stage === 'prepare' ? [] : foundSoFar(facts);
  return [...own, ...found.filter(({ id }) => !names.has(id))];
}

/**
 * The slide that is shown: the chosen one, or the first when it is not there (any more). Of a fish that is shown
 * bone by bone it is the page of the cause that is shown to everybody.
 */
export function slideShown(
  facts: WallFacts & Pick<WallContent, 'wall'>,
  spotlightPage?: { id: string } | undefined,
): WallSlide {
  const slides = wallSlides(facts);
  const chosen = slides.find(({ id }) => id === facts.wall.slide) ??
    slides[0] ?? { id: 'join', kind: 'join' };
  if (chosen.kind !== 'fish' || !spotlightPage) return chosen;
  return slides.find(({ id }) => id === spotlightPage.id) ?? chosen;
}

const OWN: Readonly<Record<Exclude<Stage, 'closed'>, (facts: WallFacts) => WallSlide[]>> = {
  prepare: () => [{ id: 'join', kind: 'join' }],
  welcome: ({ kept, proposals }) => [
    ...keptSentence(kept),
    ...(!kept && proposals.length === 0 ? [{ id: 'question', kind: 'question' } as const] : []),
    ...pagesOf('proposals', proposals.length, MOST_PROPOSALS_SHOWN),
  ],
  evidence: ({ pack, fish }) => [...insights(pack), ...fishes('fish', fish)],
  write: () => [{ id: 'silent', kind: 'silent' }],
  reveal: ({ fish }) => fishes('fish', fish),
  group: ({ fish }) => fishes('fish', fish),
  whys: ({ fish }) => fishes('fish', fish),
  vote: () => [{ id: 'turnout', kind: 'turnout' }],
  rate: () => [{ id: 'turnout', kind: 'turnout' }],
  agenda: ({ agenda, decisions, tasks }) => [
    ...pagesOf('agenda', Math.max(1, agenda.length), MOST_AGENDA_SHOWN),
    ...pagesOf('decided', decisions.length, MOST_DECIDED_SHOWN),
    ...pagesOf('tasks', tasks.length, MOST_TASKS_SHOWN),
  ],
  wrapup: ({ decisions, tasks, parked }) => [
    ...pagesOf('decided', decisions.length, MOST_DECIDED_SHOWN),
    ...pagesOf('tasks', Math.max(1, tasks.length), MOST_TASKS_SHOWN),
    ...pagesOf('parked', parked.length, MOST_PARKED_SHOWN),
  ],
};

/** What can be looked at in any step that a guest is in. */
function foundSoFar({ kind, agenda, votes, ratings, kept, pack, fish: drawn }: WallFacts): WallSlide[] {
  // A meeting without a diagram has an empty one to show.
  const fish = hasFish(kind) ? drawn : [];
  return [
    ...pagesOf('agenda', agenda.length, MOST_AGENDA_SHOWN),
    ...(votes
      ? [...fishes('votes-fish', fish), ...pagesOf('votes', votes.causes.length, MOST_RANKED_SHOWN)]
      : []),
    ...(ratings ? [...fishes('ratings-fish', fish), { id: 'ratings', kind: 'ratings' } as const] : []),
    ...fishes('fish', fish),
    ...keptSentence(kept),
    ...insights(pack),
    { id: 'join', kind: 'join' },
  ];
}

function keptSentence(kept: WallFacts['kept']): WallSlide[] {
  return kept ? [{ id: 'kept', kind: 'kept' }] : [];
}

/** A page of the fish is called after itself, and after what is on it besides. */
function fishes(kind: 'fish' | 'votes-fish' | 'ratings-fish', pages: readonly FishRef[]): WallSlide[] {
  return pages.map((fish) => ({ id: kind === 'fish' ? fish.id : `${kind}-${fish.id}`, kind, fish }));
}

function pagesOf(
  kind: 'proposals' | 'votes' | 'tasks' | 'parked' | 'agenda' | 'decided',
  count: number,
  most: number,
): WallSlide[] {
  const pages = Math.ceil(count / most);
  return Array.from({ length: pages }, (_, page) => ({ id: `${kind}-${page + 1}`, kind, page, pages }));
}

function insights(pack: WallFacts['pack']): WallSlide[] {
  return pack.map(({ id }, insight) => ({
    id: `insight-${id}`,
    kind: 'insight',
    insight,
    of: pack.length,
  }));
}

/** The entries of one page. */
export function onPage<Item>(items: readonly Item[], page: number, most: number): readonly Item[] {
  return items.slice(page * most, (page + 1) * most);
}
