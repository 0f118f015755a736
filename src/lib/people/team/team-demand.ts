import * as v from 'valibot';
import { sumNeeds, type ProjectNeed } from './sum-needs.ts';
import type { TeamGap } from './team-gaps.ts';

/** Which approval the list was read for. */
export const ReadingForm = v.object({
  projectId: v.string(),
  submission: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
});

/** What approved projects need of one competence, beside what the team has [CX14]. */
export interface TeamDemand {
  competenceId: string;
  name: string;
  /** How many people all approved projects need, and how many projects that are. */
  people: number;
  projects: number;
  /** How many of the team reach the level that it wants; null where it is not on the list, or too few said. */
  has: number | null;
  /** Whether it stands on the team's list. */
  isListed: boolean;
  /** How many are missing when all projects run at once; null where nobody knows. */
  missing: number | null;
}

/**
 * The competences that approved projects need against those that the team has [CX14]: what is not on the list first,
 * then what misses most. People are counted, not days: two projects at once need two people.
 */
export function compareDemand(
  needs: readonly ProjectNeed[],
  gaps: readonly Pick<TeamGap, 'competenceId' | 'name' | 'reach'>[],
): TeamDemand[] {
  const listed = new Map(gaps.map((gap) => [gap.competenceId, gap]));
  const demand = sumNeeds(needs).map(({ competenceId, name, people, projects }): TeamDemand => {
    const gap = listed.get(competenceId);
    const has = gap?.reach ?? null;
    return {
      ...{ competenceId, people, projects, has, isListed: gap !== undefined },
      name: gap?.name ?? name,
      missing: has === null ? null : Math.max(0, people - has),
    };
  });
  const weight = ({ isListed, missing }: TeamDemand): number => (isListed ? (missing ?? 0) : Infinity);
  return demand.toSorted(
    (one, other) => compare(weight(other), weight(one)) || compare(one.name, other.name),
  );
}

function compare<Value extends number | string>(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
