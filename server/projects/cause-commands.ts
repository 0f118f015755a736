import { parseInput } from '#lib/base/parse-input.ts';
import { isTakenUp } from '#lib/issues/triage.ts';
import type { Actor } from '#lib/people/person.ts';
import { CauseProjectsForm } from '#lib/projects/project-forms.ts';
import { isProjectOver } from '#lib/projects/project.ts';
import { requirePerson } from '../access/require-permission.ts';
import { readChosen, takeCauses, type CauseIssue, type TakenCauses } from '../issues/cause-commands.ts';
import { requireNotPast } from '../past-days.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';
import { fillCharter } from './charter/fill-charter.ts';
import { insertProposed } from './commands.ts';
import * as store from './store.ts';

/** A project as it is named where causes were sent. */
type CauseProject = Pick<store.ProjectRow, 'number' | 'title'>;

/** What came of proposing projects of causes: nothing that was there already is there twice [WS155]. */
export interface ProposedOfCauses extends TakenCauses {
  projects: CauseProject[];
  /** Projects in which some of the causes were already. */
  running: CauseProject[];
  /** Issues that are done or dropped: they are no candidates. */
  settled: CauseIssue[];
}

/**
 * Proposes candidate projects of chosen causes, one each or one together, in one step: every cause gets its issue
 * where it has none, and the project deals with these, so that its trail leads back to all of them [WS154].
 */
export async function proposeOfCauses(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<ProposedOfCauses> {
  requirePerson(actor, 'project.propose');
  const { workshopId, causeIds, as, title, keepsPast, ...form } = parseInput(CauseProjectsForm, input);
  requireNotPast(context, { keepsPast }, 'endsOn', form.endsOn);
  const chosen = await readChosen(context, actor, { workshopId, causeIds });
  const proposed = await context.database.transaction(async (trx) => {
    const taken = await takeCauses(context, trx, actor, { ...chosen, as: 'each' });
    const issues = [...taken.added, ...taken.known];
    const ofIssues = await store.listProjectsOfIssues(
      trx,
      issues.map(({ id }) => id),
    );
    const inProject = ofIssues.filter(({ state }) => !isProjectOver(state));
    const running = new Map(inProject.map((project) => [project.id, project]));
    const free = issues.filter((issue) => isTakenUp(issue) && !isOf(inProject, issue.id));
    const settled = issues.filter((issue) => !isTakenUp(issue) && !isOf(inProject, issue.id));
    const groups = as === 'together' && free.length > 0 ? [free] : free.map((issue) => [issue]);
    const projects: (CauseProject & { id: string; issueIds: string[] })[] = [];
    for (const group of groups) {
      const named = as === 'together' ? title : (group[0]?.title ?? '').slice(0, 200);
      const ids = group.map(({ id }) => id);
      const project = await insertProposed(context, trx, actor, { ...form, title: named }, ids);
      projects.push({ ...project, title: named, issueIds: ids });
    }
    return { ...taken, projects, running: [...running.values()], settled, claimed: free };
  });
  const { claimed, ...outcome } = proposed;
  for (const { id, issueIds } of outcome.projects) await fillCharter(context, actor, id, issueIds);
  for (const { id } of outcome.projects) context.bus.tell({ kind: 'project', id, action: 'propose' });
  if (outcome.added.length > 0) context.bus.tell({ kind: 'issue', id: workshopId, action: 'send' });
  for (const { id } of claimed) context.bus.tell({ kind: 'issue', id, action: 'change' });
  const named = ({ number, title: name }: CauseProject): CauseProject => ({ number, title: name });
  return { ...outcome, projects: outcome.projects.map(named), running: outcome.running.map(named) };
}

function isOf(projects: readonly store.ProjectOfIssue[], issueId: string): boolean {
  return projects.some((project) => project.issueId === issueId);
}
