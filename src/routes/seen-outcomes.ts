import { allCausesOf } from '#lib/issues/issue.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { causePlace, type CauseOutcome, type SeenWorkshop } from '#lib/workshop/seen/seen-before.ts';

/** More causes than these of a few workshops never became issues. */
const MOST_ISSUES = 500;

/** What causes of other workshops led to, as far as this reader may see issues and projects. */
export async function findOutcomes(
  { app, actor }: Pick<App.Locals, 'app' | 'actor'>,
  workshops: readonly SeenWorkshop[],
): Promise<Record<string, CauseOutcome>> {
  const standings = standingsOf(actor);
  if (workshops.length === 0 || !isPermitted(standings, 'issue.view')) return {};
  const places = new Set(
    workshops.flatMap(({ id, causes }) => causes.map((cause) => causePlace(id, cause.id))),
  );
  const outcomes: Record<string, CauseOutcome> = {};
  const workshopIds = [...new Set(workshops.map(({ id }) => id))];
  const issues = await app.issues.listIssues(actor, { workshopIds }, MOST_ISSUES);
  const projects = isPermitted(standings, 'project.view')
    ? await app.projects.listProjectsOfIssues(
        actor,
        issues.map(({ id }) => id),
      )
    : [];
  for (const { id, number, title, origin } of issues) {
    if (origin.kind !== 'cause') continue;
    const project = projects.find(({ issueId }) => issueId === id);
    for (const { causeId } of allCausesOf(origin)) {
      const place = causePlace(origin.workshopId, causeId);
      if (!places.has(place)) continue;
      outcomes[place] = {
        issue: { number, title },
        project: project ? { number: project.number, title: project.title } : null,
      };
    }
  }
  return outcomes;
}
