import type { ActionOf } from '#lib/audit/audit-action.ts';
import type { AuditDetails } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import { isProjectOver, moveProject, type ProjectMove, type ProjectState } from '#lib/projects/project.ts';
import { recordAudit } from '../access/audit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { claimIssue, setIssueState } from '../issues/commands.ts';
import * as store from './store.ts';

/** Writes on top of exactly the version that was read: another transaction may have been faster. */
export async function write(
  trx: Queries,
  project: store.ProjectRow,
  change: store.ProjectUpdate,
): Promise<void> {
  if (!(await store.updateProject(trx, project.id, project.version, change))) throw new AppError('stale');
}

type Move = Omit<store.ProjectUpdate, 'state'> & {
  project: store.ProjectRow;
  move: ProjectMove;
};

/** Moves the project and its issues along with it [PR8]; returns the state that it is in then. */
export async function applyMove(
  context: Context,
  trx: Queries,
  actor: Actor,
  { project, move, ...change }: Move,
): Promise<ProjectState> {
  const state = moveProject(project.state, move, project.stageBefore);
  if (!state) throw new AppError('conflict', { reason: 'projects.moveImpossible' });
  // What was declined gave its issues back; when that is taken back, it has them again.
  if (project.state === 'declined' && state === 'submitted')
    for (const { id } of await store.listIssuesOfProject(trx, project.id))
      await claimIssue(context, trx, actor, id);
  await write(trx, project, { ...change, state });
  if (!isProjectOver(state)) return state;
  const issueState = state === 'done' ? 'done' : 'open';
  for (const { id: issueId } of await store.listIssuesOfProject(trx, project.id))
    await setIssueState(context, trx, actor, { issueId, state: issueState });
  return state;
}

/** One line of the audit log about a project. */
export async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'project'>,
  id: string,
  details: AuditDetails = {},
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `project.${action}`,
    subject: { kind: 'project', id },
    details,
  });
}
