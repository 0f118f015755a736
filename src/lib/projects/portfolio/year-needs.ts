import { sumNeeds } from '../../people/team/sum-needs.ts';
import type { TeamGap } from '../../people/team/team-gaps.ts';
import type { ProjectState, StageBefore } from '../project.ts';

/** What of a project says which people a year needs. */
export interface NeedingYears {
  id: string;
  state: ProjectState;
  stageBefore: StageBefore | null;
  /** ISO days. */
  startsOn: string;
  endsOn: string;
  needs: readonly { competenceId: string; name: string; needed: number }[];
}

/** People whom the projects of a year need with one competence, beside those of the CX team who have it [PR110]. */
export interface YearNeed {
  competenceId: string;
  name: string;
  /** Of projects that were approved, and of those that were asked for. */
  approved: number;
  asked: number;
  /** How many of the team reach the level; null where too few said how far they are. */
  has: number | null;
  /** How many are missing when all of them run at once; null where nobody knows. */
  missing: number | null;
}

/** Whether a project was approved, waits for its first approval, or needs nobody. */
function standingOf({ state, stageBefore }: NeedingYears): 'approved' | 'asked' | null {
  if (['approved', 'running', 'on-hold', 'done'].includes(state)) return 'approved';
  // A change that waits or was sent back takes nothing from what was approved.
  if (state === 'submitted' || state === 'sent-back')
    return stageBefore ? 'approved' : state === 'submitted' ? 'asked' : null;
  return null;
}

/** The years in which a project needs people: every one that its term touches. */
export function yearsOfTerm({ startsOn, endsOn }: Pick<NeedingYears, 'startsOn' | 'endsOn'>): number[] {
  const [first, last] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))];
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, more) => first + more);
}

/**
 * The competences that the projects of a year need, what misses most first [PR110]. A project needs its people in every
 * year that its term touches; people are counted and not days, so that two projects at once need two people.
 */
export function needsOfYear(
  year: number,
  projects: readonly NeedingYears[],
  gaps: readonly Pick<TeamGap, 'competenceId' | 'name' | 'reach'>[],
): YearNeed[] {
  const own = projects.filter((project) => yearsOfTerm(project).includes(year));
  const sumOf = (standing: 'approved' | 'asked') =>
    sumNeeds(
      own
        .filter((project) => standingOf(project) === standing)
        .flatMap(({ id, needs }) =>
          needs.map(({ competenceId, name, needed }) => ({
            projectId: id,
            competenceId,
            name,
            people: needed,
          })),
        ),
    );
  const [approved, asked] = [sumOf('approved'), sumOf('asked')];
  const names = new Map([...asked, ...approved].map(({ competenceId, name }) => [competenceId, name]));
  const known = new Map(gaps.map((gap) => [gap.competenceId, gap]));
  const peopleIn = (list: typeof approved, id: string): number =>
    list.find(({ competenceId }) => competenceId === id)?.people ?? 0;
  const needs = [...names].map(([competenceId, name]): YearNeed => {
    const gap = known.get(competenceId);
    const people = { approved: peopleIn(approved, competenceId), asked: peopleIn(asked, competenceId) };
    const has = gap?.reach ?? null;
    return {
      ...{ competenceId, name: gap?.name ?? name, ...people, has },
      missing: has === null ? null : Math.max(0, people.approved + people.asked - has),
    };
  });
  return needs.toSorted(
    (one, other) => (other.missing ?? 0) - (one.missing ?? 0) || (one.name < other.name ? -1 : 1),
  );
}
