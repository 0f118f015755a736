import { isSignedPart, SIGNED_AS, type Decision, type SignedAs } from '#lib/projects/approve.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';
import type { ProjectRow } from './store.ts';

export interface DecisionRow extends Decision {
  projectId: string;
  submission: number;
  directorName: string;
  /** In whose place they signed [PR21] [PR22]. */
  signedAs: SignedAs;
  inNameOfName: string | null;
  reason: string;
  /** The promise of the owner with which it was approved [PR36]; null without one. */
  conditionId: string | null;
  decidedAtMs: number;
  /** As it was when they signed [PR10]. */
  departmentName: string | null;
  roleSinceMs: number | null;
  roleGrantedBy: string | null;
  /** The version of the project that it made [PR19]; null for one from before this was kept. */
  projectVersion: number | null;
}

function selectDecisions(db: Queries) {
  return db
    .selectFrom('project_decision')
    .innerJoin('person', 'person.id', 'project_decision.director_id')
    .leftJoin('person as absent', 'absent.id', 'project_decision.in_name_of_id')
    .selectAll('project_decision')
    .select(['person.name', 'absent.name as absent_name'])
    .orderBy('decided_at_ms', 'desc');
}

/** Every decision about one project, newest first. */
export async function listDecisions(db: Queries, projectId: string): Promise<DecisionRow[]> {
  return toDecisions(await selectDecisions(db).where('project_id', '=', projectId).execute());
}

/** The decisions about the present submission of every project. */
export async function listPresentDecisions(db: Queries): Promise<DecisionRow[]> {
  const rows = await selectDecisions(db)
    .innerJoin('project', (join) =>
      join
        .onRef('project.id', '=', 'project_decision.project_id')
        .onRef('project.submission', '=', 'project_decision.submission'),
    )
    .execute();
  return toDecisions(rows);
}

type SelectedDecision = Awaited<ReturnType<ReturnType<typeof selectDecisions>['execute']>>[number];

function toDecisions(rows: readonly SelectedDecision[]): DecisionRow[] {
  return rows.flatMap((row) =>
    isSignedPart(row.part)
      ? [
          {
            projectId: row.project_id,
            submission: row.submission,
            part: row.part,
            directorId: row.director_id,
            directorName: row.name,
            signedAs: oneOf(SIGNED_AS, row.signed_as, 'project_decision.signed_as', row.project_id),
            inNameOfId: row.in_name_of_id,
            inNameOfName: row.absent_name,
            isApproved: row.is_approved === 1,
            isFinal: row.is_final === 1,
            reason: row.reason,
            conditionId: row.condition_id,
            decidedAtMs: row.decided_at_ms,
            contentHash: row.content_hash,
            departmentName: row.department_name,
            roleSinceMs: row.role_since_ms,
            roleGrantedBy: row.role_granted_by_name,
            projectVersion: row.project_version,
          },
        ]
      : [],
  );
}

/** The decisions about the present submission of a project. */
export async function listDecisionsOf(
  db: Queries,
  project: Pick<ProjectRow, 'id' | 'submission'>,
): Promise<DecisionRow[]> {
  const rows = await selectDecisions(db)
    .where('project_id', '=', project.id)
    .where('project_decision.submission', '=', project.submission)
    .execute();
  return toDecisions(rows);
}

/** Fails when this part has decided about this submission already: the caller holds the project and has looked. */
export async function insertDecision(
  trx: Queries,
  decision: Omit<DecisionRow, 'directorName' | 'inNameOfName'>,
): Promise<void> {
  await trx
    .insertInto('project_decision')
    .values({
      project_id: decision.projectId,
      submission: decision.submission,
      part: decision.part,
      director_id: decision.directorId,
      signed_as: decision.signedAs,
      in_name_of_id: decision.inNameOfId,
      is_approved: decision.isApproved ? 1 : 0,
      reason: decision.reason,
      is_final: decision.isFinal ? 1 : 0,
      condition_id: decision.conditionId,
      decided_at_ms: decision.decidedAtMs,
      content_hash: decision.contentHash,
      department_name: decision.departmentName,
      role_since_ms: decision.roleSinceMs,
      role_granted_by_name: decision.roleGrantedBy,
      project_version: decision.projectVersion,
    })
    .execute();
}

/** Takes a decision away; the audit log keeps that it was there [PR19]. */
export async function deleteDecision(
  trx: Queries,
  { projectId, submission, part }: Pick<DecisionRow, 'projectId' | 'submission' | 'part'>,
): Promise<void> {
  await trx
    .deleteFrom('project_decision')
    .where('project_id', '=', projectId)
    .where('submission', '=', submission)
    .where('part', '=', part)
    .execute();
}
