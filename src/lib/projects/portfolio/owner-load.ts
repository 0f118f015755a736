import type { Currency } from '#lib/base/money.ts';
import { isProjectOver, type Health, type ProjectState } from '../project.ts';

/** What of a project counts for whoever answers for it. */
export interface LoadProject {
  id: string;
  number: number;
  title: string;
  state: ProjectState;
  ownerId: string;
  ownerName: string;
  deputyId: string;
  deputyName: string;
  /** Null for whoever does not read inside. */
  budgetMinor: number | null;
  currency: Currency;
  endsOn: string;
  latestReport: { health: Health } | undefined;
}

/** What one person answers for: their own projects, and those where they stand behind somebody. */
export interface OwnerLoad<Project extends LoadProject = LoadProject> {
  personId: string;
  name: string;
  /** Open ones, the next to end first. */
  owned: readonly Project[];
  deputised: readonly Project[];
  /** Of the owned ones, those that said so in their newest report. */
  atRisk: number;
  /** Of the owned ones that run, those whose last day is over. */
  late: number;
}

/** Open projects by the people who answer for them [PR103]: whoever owns most comes first. */
export function groupByOwner<Project extends LoadProject>(
  projects: readonly Project[],
  today: string,
): OwnerLoad<Project>[] {
  const open = projects.filter(({ state }) => !isProjectOver(state)).toSorted(byEnd);
  const owned = Map.groupBy(open, ({ ownerId }) => ownerId);
  const deputised = Map.groupBy(open, ({ deputyId }) => deputyId);
  const names = new Map(
    open.flatMap((project): [string, string][] => [
      [project.deputyId, project.deputyName],
      [project.ownerId, project.ownerName],
    ]),
  );
  return [...names]
    .map(([personId, name]): OwnerLoad<Project> => {
      const own = owned.get(personId) ?? [];
      return {
        personId,
        name,
        owned: own,
        deputised: deputised.get(personId) ?? [],
        atRisk: own.filter(({ latestReport }) => latestReport && latestReport.health !== 'on-track').length,
        late: own.filter(({ state, endsOn }) => state === 'running' && endsOn < today).length,
      };
    })
    .toSorted(
      (a, b) =>
        b.owned.length - a.owned.length ||
        b.deputised.length - a.deputised.length ||
        a.name.localeCompare(b.name, 'pl'),
    );
}

function byEnd(a: LoadProject, b: LoadProject): number {
  return a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : a.number - b.number;
}
