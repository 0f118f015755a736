import type { Verdict } from '../base/verdict.ts';
import type { StandingWord } from '../areas/series-standing.ts';
import type { IssueState } from '../issues/issue.ts';
import type { Band } from '../issues/prioritise.ts';
import type { ProjectState } from '../projects/project.ts';
import type { InsightFigure, InsightQuestion } from '../survey/insights/insight.ts';

/** The steps of a trail in the loop's order. */
export const TRAIL_STEPS = [
  'responses',
  'insight',
  'series',
  'goal',
  'row',
  'meeting',
  'cause',
  'issue',
  'project',
  'effect',
] as const;
export type TrailStep = (typeof TRAIL_STEPS)[number];

/** Something on a trail, as its reader may see it. Without a page of its own, or without a right to it, no address. */
export type TrailThing = { id: string; href: string | null } & (
  | { step: 'responses'; n: number; survey: string; wave: string }
  | {
      step: 'insight';
      title: string;
      author: string;
      question: InsightQuestion;
      figure: InsightFigure | null;
    }
  | { step: 'meeting'; title: string; facilitator: string; atMs: number }
  | {
      step: 'cause';
      text: string;
      /** From the bone down to the cause that it hangs on. */
      path: readonly string[];
      vote: { dots: number; voters: number } | null;
    }
  | { step: 'cause'; reporter: string }
  | {
      step: 'series';
      title: string;
      areaName: string | null;
      /** The figure that made the issue, or the newest one; null while there is none. */
      figure: { day: string; value: number; unit: string; target: number | null } | null;
      /** Where it stands now. */
      standing: StandingWord;
    }
  | { step: 'goal'; title: string; dueOn: string; target: string }
  /** The row of a list that an issue was imported from. */
  | { step: 'row'; file: string; row: number; key: string | null; reporter: string | null }
  | { step: 'issue'; number: number; title: string; state: IssueState; band: Band | null }
  | { step: 'project'; number: number; title: string; state: ProjectState; owner: string }
  /** What was measured of a project; its id is that of the project. */
  | { step: 'effect'; title: string; verdict: Verdict }
);

/** Why a step is not there yet, which says what would make it. */
export type MissingReason = 'none' | 'dropped' | 'running' | 'unmeasured';

/** One step of a trail: there, not for its reader, or not yet there. */
export type TrailNode = { step: TrailStep } & (
  | {
      state: 'present';
      thing: TrailThing;
      isCurrent: boolean;
      /** Further ones at the same step. */
      also: readonly TrailThing[];
    }
  | { state: 'hidden' }
  | { state: 'missing'; reason: MissingReason }
);

/** What was found around one thing. */
export interface FoundTrail {
  /** Whose trail it is. */
  current: { step: TrailStep; id: string };
  /** In the order in which they are shown at their step. */
  things: readonly TrailThing[];
  /** Steps at which there is something that this reader may not see. */
  hidden: ReadonlySet<TrailStep>;
}

/**
 * The trail of one thing [TR1]: what it came from and what came of it. A step behind it that was never taken
 * is left out; one ahead of it that is not there yet says what would make it [TR2]; one that its reader may not
 * see stands there without its content [TR3].
 */
export function drawTrail({ current, things, hidden }: FoundTrail): TrailNode[] {
  const at = TRAIL_STEPS.indexOf(current.step);
  const has = (step: TrailStep): boolean => hidden.has(step) || things.some((thing) => thing.step === step);
  return TRAIL_STEPS.flatMap((step, index): TrailNode[] => {
    const here = things.filter((thing) => thing.step === step);
    const thing = (step === current.step && here.find(({ id }) => id === current.id)) || here[0];
    if (thing) {
      const also = here.filter((other) => other !== thing);
      return [{ step, state: 'present', thing, isCurrent: step === current.step, also }];
    }
    if (hidden.has(step)) return [{ step, state: 'hidden' }];
    if (index <= at || isSkipped(step, has)) return [];
    return [{ step, state: 'missing', reason: whyMissing(step, things) }];
  });
}

/** Where issues may come from besides: what is not there is missed by nobody. */
const OTHER_WAYS: readonly TrailStep[] = ['series', 'goal', 'row'];

/** An issue may come of an insight without a meeting; causes are of meetings alone. */
function isSkipped(step: TrailStep, has: (step: TrailStep) => boolean): boolean {
  if (OTHER_WAYS.includes(step)) return true;
  // From a series or a goal an issue is made in one step.
  if (step === 'meeting' && (has('series') || has('goal'))) return true;
  if (step === 'meeting') return has('cause') || has('issue');
  return step === 'cause' && (!has('meeting') || has('issue'));
}

function whyMissing(step: TrailStep, things: readonly TrailThing[]): MissingReason {
  const states = (of: 'issue' | 'project') =>
    things.flatMap((thing) => (thing.step === of ? [thing.state] : []));
  if (step === 'project') {
    const issues = states('issue');
    return issues.length > 0 && issues.every((state) => state === 'dropped') ? 'dropped' : 'none';
  }
  if (step !== 'effect') return 'none';
  const projects = states('project');
  if (projects.includes('done')) return 'unmeasured';
  return projects.some((state) => state !== 'stopped') ? 'running' : 'none';
}

/** As many steps as stand in one line. */
export const LONGEST_LINE = 5;

/** A line of steps, of which the middle is folded when there are too many [TR4]; null stands for the fold. */
export function foldLine<Step>(steps: readonly Step[]): (Step | null)[] {
  if (steps.length <= LONGEST_LINE) return [...steps];
  const [first] = steps;
  return first === undefined ? [] : [first, null, ...steps.slice(steps.length - LONGEST_LINE + 2)];
}
