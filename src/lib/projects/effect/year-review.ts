import { VERDICTS, type Verdict } from '../../base/verdict.ts';
import type { ProjectState } from '../project.ts';
import type { EffectLine } from './project-effect.ts';

/** A project as a year's page tells of it. */
export interface ReviewedProject {
  number: number;
  title: string;
  aim: string;
  state: ProjectState;
  startsOn: string;
  endsOn: string;
  ownerName: string;
}

/** A year: what was done, and what moved [PR89]. */
export interface YearReview {
  year: number;
  projects: ReviewedProject[];
  effects: EffectLine[];
  /** How many came to each verdict. */
  verdicts: Record<Verdict, number>;
  unmeasured: number;
}

/** States in which a project was begun: what waits for its signatures was done by nobody. */
const BEGUN: readonly ProjectState[] = ['running', 'on-hold', 'done', 'stopped'];

/** Projects that ran in a year by their term, the first to end first, and what was measured of them [PR89]. */
export function reviewYear(
  year: number,
  projects: readonly ReviewedProject[],
  effects: readonly EffectLine[],
): YearReview {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const ran = projects
    .filter(({ state, startsOn, endsOn }) => BEGUN.includes(state) && startsOn <= last && endsOn >= first)
    .toSorted((one, other) => one.endsOn.localeCompare(other.endsOn) || one.number - other.number)
    .map(({ number, title, aim, state, startsOn, endsOn, ownerName }) => ({
      ...{ number, title, aim, state, startsOn, endsOn, ownerName },
    }));
  const numbers = new Set(ran.map(({ number }) => number));
  const own = effects.filter(({ number }) => numbers.has(number));
  const count = (verdict: Verdict): number => own.filter((effect) => effect.verdict === verdict).length;
  return {
    ...{ year, projects: ran, effects: own, unmeasured: ran.length - own.length },
    verdicts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<
      Verdict,
      number
    >, // of all verdicts
  };
}
