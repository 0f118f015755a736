import type { TeamGap } from './team-gaps.ts';

/** Something for which a competence or an application is needed. */
export interface NeedingProject {
  number: number;
  title: string;
}

/** A competence or an application that one person of a team has alone, or nobody although it is needed [PR77]. */
export interface RestingItem {
  kind: 'competence' | 'application';
  id: string;
  name: string;
  /** Whether one person has it, or nobody. */
  rests: 'one' | 'nobody';
  /** Who it is; null where nobody has it, and for readers who may not know whose competence it is [CX9]. */
  holder: string | null;
  neededBy: readonly NeedingProject[];
}

/** An application with those who know it. */
export interface KnownApplication {
  id: string;
  name: string;
  people: readonly { id: string; name: string }[];
}

type Needed = ReadonlyMap<string, readonly NeedingProject[]>;

/**
 * The competences that one person alone reaches, and those that a project needs and nobody reaches. Where too few
 * said how far they are nothing is claimed, and names are for whoever reads levels anyway: as for gaps [CX9].
 */
export function restingCompetences(gaps: readonly TeamGap[], neededBy: Needed): RestingItem[] {
  const items = gaps.flatMap(({ competenceId: id, name, kind, names }): RestingItem[] => {
    const by = neededBy.get(id) ?? [];
    const base = { kind: 'competence', id, name, neededBy: by } as const;
    if (kind === 'single') return [{ ...base, rests: 'one', holder: names?.reach[0] ?? null }];
    return kind === 'gap' && by.length > 0 ? [{ ...base, rests: 'nobody', holder: null }] : [];
  });
  return inOrder(items);
}

/** The applications that one person of the team knows alone, and those that a project touches and nobody of it knows. */
export function restingApplications(
  applications: readonly KnownApplication[],
  teamIds: ReadonlySet<string>,
  neededBy: Needed,
): RestingItem[] {
  const items = applications.flatMap(({ id, name, people }): RestingItem[] => {
    const [first, ...others] = people.filter((person) => teamIds.has(person.id));
    const by = neededBy.get(id) ?? [];
    const base = { kind: 'application', id, name, neededBy: by } as const;
    if (first && others.length === 0) return [{ ...base, rests: 'one', holder: first.name }];
    return !first && by.length > 0 ? [{ ...base, rests: 'nobody', holder: null }] : [];
  });
  return inOrder(items);
}

/** What nobody has first, then what most projects need. */
function inOrder(items: readonly RestingItem[]): RestingItem[] {
  const rank = ({ rests, neededBy }: RestingItem): number =>
    (rests === 'nobody' ? 1000 : 0) + neededBy.length;
  return items.toSorted((one, other) => rank(other) - rank(one) || (one.name < other.name ? -1 : 1));
}
