import * as v from 'valibot';
import { CURRENCIES } from '#lib/base/money.ts';
import type { Charter } from '#lib/projects/charter/charter.ts';
import { ApprovedContent } from '#lib/projects/approved-content.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** One approved version of a project; its number counts approvals from 1. */
export interface VersionRow {
  number: number;
  submission: number;
  content: ApprovedContent;
  approvedAtMs: number;
}

/** Every approved version of a project, the newest first. */
export async function listApprovedVersions(db: Queries, projectId: string): Promise<VersionRow[]> {
  const rows = await db
    .selectFrom('project_version')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('submission')
    .execute();
  return rows
    .map(({ submission, content, approved_at_ms }, index) => ({
      number: index + 1,
      submission,
      content: readJson(ApprovedContent, content, 'project_version.content', projectId),
      approvedAtMs: approved_at_ms,
    }))
    .toReversed();
}

/** The newest approved content of a project; undefined before its first approval. */
export async function findApproved(db: Queries, projectId: string): Promise<VersionRow | undefined> {
  return (await listApprovedVersions(db, projectId))[0];
}

/** The budgets that were approved last, by project. */
export async function listApprovedBudgets(db: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('project_version')
    .select(['project_id', 'content'])
    .orderBy('submission')
    .execute();
  const Budget = v.pick(ApprovedContent, ['budgetMinor']);
  return new Map(
    rows.map(({ project_id, content }) => [
      project_id,
      readJson(Budget, content, 'project_version.content', project_id).budgetMinor,
    ]),
  );
}

/** When each project was to run as it was approved first, by project. */
export async function listFirstTerms(
  db: Queries,
): Promise<ReadonlyMap<string, { startsOn: string; endsOn: string }>> {
  const rows = await db
    .selectFrom('project_version')
    .select(['project_id', 'content'])
    .orderBy('submission', 'desc')
    .execute();
  const Term = v.pick(ApprovedContent, ['startsOn', 'endsOn']);
  // The first one of each comes last.
  return new Map(
    rows.map(({ project_id, content }) => [
      project_id,
      readJson(Term, content, 'project_version.content', project_id),
    ]),
  );
}

/** The benefits that were approved last, by project; projects without a charter are left out. */
export async function listApprovedBenefits(db: Queries): Promise<ReadonlyMap<string, Charter['benefit']>> {
  const rows = await db
    .selectFrom('project_version')
    .select(['project_id', 'content'])
    .orderBy('submission')
    .execute();
  const Approved = v.pick(ApprovedContent, ['charter']);
  return new Map(
    rows.flatMap(({ project_id, content }) => {
      const { charter } = readJson(Approved, content, 'project_version.content', project_id);
      return charter ? [[project_id, charter.benefit]] : [];
    }),
  );
}

export async function insertVersion(
  trx: Queries,
  projectId: string,
  version: Pick<VersionRow, 'submission' | 'content' | 'approvedAtMs'>,
): Promise<void> {
  await trx
    .insertInto('project_version')
    .values({
      project_id: projectId,
      submission: version.submission,
      content: JSON.stringify(version.content),
      approved_at_ms: version.approvedAtMs,
    })
    .execute();
}

/** Takes a version away whose approval was taken back. */
export async function deleteVersion(trx: Queries, projectId: string, submission: number): Promise<void> {
  await trx
    .deleteFrom('project_version')
    .where('project_id', '=', projectId)
    .where('submission', '=', submission)
    .execute();
}

const Side = v.object({
  budgetMinor: v.number(),
  currency: v.picklist(CURRENCIES),
  startsOn: v.string(),
  endsOn: v.string(),
  segments: v.array(v.object({ column: v.string(), value: v.string() })),
});
const ChangeScope = v.object({ from: Side, to: Side });

/** A change of what was approved. */
export interface ChangeRow {
  id: string;
  projectId: string;
  byId: string;
  byName: string;
  reason: string;
  scope: v.InferOutput<typeof ChangeScope>;
  isReopening: boolean;
  worksOn: boolean;
  atMs: number;
}

/** Every change of a project after an approval, the newest first. */
export async function listChanges(db: Queries, projectId: string): Promise<ChangeRow[]> {
  const rows = await db
    .selectFrom('project_change')
    .innerJoin('person', 'person.id', 'project_change.by_id')
    .selectAll('project_change')
    .select('person.name')
    .where('project_id', '=', projectId)
    .orderBy('at_ms', 'desc')
    .orderBy('project_change.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    byId: row.by_id,
    byName: row.name,
    reason: row.reason,
    scope: readJson(ChangeScope, row.scope, 'project_change.scope', row.id),
    isReopening: row.is_reopening === 1,
    worksOn: row.works_on === 1,
    atMs: row.at_ms,
  }));
}

export async function insertChange(trx: Queries, change: Omit<ChangeRow, 'byName'>): Promise<void> {
  await trx
    .insertInto('project_change')
    .values({
      id: change.id,
      project_id: change.projectId,
      by_id: change.byId,
      reason: change.reason,
      scope: JSON.stringify(change.scope),
      is_reopening: change.isReopening ? 1 : 0,
      works_on: change.worksOn ? 1 : 0,
      at_ms: change.atMs,
    })
    .execute();
}
