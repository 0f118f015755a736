/** How many people one project needs with a competence. */
export interface ProjectNeed {
  projectId: string;
  competenceId: string;
  name: string;
  people: number;
}

/** What several projects need of one competence together. */
export interface SummedNeed {
  competenceId: string;
  name: string;
  people: number;
  /** How many projects that are. */
  projects: number;
}

/**
 * The competences that projects need, each with the sum of people over its projects [IS73] [CX14]; a project that is
 * named several times counts once. Names are those of the newest charter that has one; the most wanted come first.
 */
export function sumNeeds(needs: readonly ProjectNeed[]): SummedNeed[] {
  const once = new Map(needs.map((need) => [`${need.projectId} ${need.competenceId}`, need]));
  return [...Map.groupBy(once.values(), ({ competenceId }) => competenceId)]
    .map(([competenceId, group]) => ({
      competenceId,
      name: group.at(-1)?.name ?? '',
      people: group.reduce((sum, { people }) => sum + people, 0),
      projects: group.length,
    }))
    .toSorted((one, other) => other.people - one.people || (one.name < other.name ? -1 : 1));
}
