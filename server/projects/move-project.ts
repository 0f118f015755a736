import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import { moveProject, type ProjectMove } from '#lib/projects/project.ts';
import { recordAudit } from '../access/audit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { setIssueState } from '../issues/commands.ts';
import * as store from './store.ts';

/** Writes on top of exactly the version that was read: another transaction may have been faster. */
export async function write(
  trx: Queries,
  project: store.ProjectRow,
  change: store.ProjectUpdate,
): Promise<void> {
  if (!(await store.updateProject(trx, project.id, project.version, change))) throw new AppError('stale');
}

/** Moves the project and its issue along with it [PR8]. */
export async function applyMove(
  trx: Queries,
  project: store.ProjectRow,
  move: ProjectMove,
  change: Pick<store.ProjectUpdate, 'submission' | 'holdUntil' | 'pauseReason'> = {},
): Promise<void> {
  const state = moveProject(project.state, move);
  if (!state) throw new AppError('conflict', { reason: 'projects.moveImpossible' });
  await write(trx, project, { ...change, state });
  if (project.issueId && state === 'done') await setIssueState(trx, project.issueId, 'done');
  if (project.issueId && state === 'stopped') await setIssueState(trx, project.issueId, 'open');
}

/** One line of the audit log about a project. */
export async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: string,
  id: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await recordAudit(trx, { atMs: context.clock(), actor, action, subject: { kind: 'project', id }, details });
}
