import type { Queries } from '../../database/engine.ts';

/** A span of moments: from the first on, before the second. */
export interface MomentSpan {
  fromMs: number;
  beforeMs: number;
}

/** When a version of a project was approved in a span. */
export async function listApprovedIn(
  db: Queries,
  { fromMs, beforeMs }: MomentSpan,
): Promise<{ projectId: string; atMs: number }[]> {
  const rows = await db
    .selectFrom('project_version')
    .select(['project_id', 'approved_at_ms'])
    .where('approved_at_ms', '>=', fromMs)
    .where('approved_at_ms', '<', beforeMs)
    .execute();
  return rows.map((row) => ({ projectId: row.project_id, atMs: row.approved_at_ms }));
}

/** Decisions of a span that approve nothing, and stand. */
export async function listRefusalsIn(
  db: Queries,
  { fromMs, beforeMs }: MomentSpan,
): Promise<{ projectId: string; atMs: number; isFinal: boolean }[]> {
  const rows = await db
    .selectFrom('project_decision')
    .select(['project_id', 'decided_at_ms', 'is_final'])
    .where('is_approved', '=', 0)
    .where('decided_at_ms', '>=', fromMs)
    .where('decided_at_ms', '<', beforeMs)
    .execute();
  return rows.map((row) => ({
    projectId: row.project_id,
    atMs: row.decided_at_ms,
    isFinal: row.is_final === 1,
  }));
}

/** Reports of a span, whoever gave them. */
export async function listReportsIn(
  db: Queries,
  { fromMs, beforeMs }: MomentSpan,
): Promise<{ projectId: string; health: string; text: string; atMs: number }[]> {
  const rows = await db
    .selectFrom('project_report')
    .select(['project_id', 'health', 'text', 'reported_at_ms'])
    .where('reported_at_ms', '>=', fromMs)
    .where('reported_at_ms', '<', beforeMs)
    .execute();
  return rows.map((row) => ({
    projectId: row.project_id,
    health: row.health,
    text: row.text,
    atMs: row.reported_at_ms,
  }));
}
