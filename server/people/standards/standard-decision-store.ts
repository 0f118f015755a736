import { SIGNED_AS, SIGNING_PARTS, type SignedAs, type SigningPart } from '#lib/projects/approve.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** What a director said of a version. */
export interface StandardDecisionRow {
  id: string;
  versionId: string;
  submission: number;
  part: SigningPart;
  as: SignedAs;
  inNameOfId: string | null;
  inNameOfName: string | null;
  directorId: string;
  directorName: string;
  isApproved: boolean;
  comment: string;
  decidedAtMs: number;
}

/** What was said of these versions, whenever they were asked, in the order in which it was said. */
export async function listStandardDecisions(
  db: Queries,
  versionIds: readonly string[],
): Promise<StandardDecisionRow[]> {
  if (versionIds.length === 0) return [];
  const rows = await db
    .selectFrom('standard_decision')
    .innerJoin('person as director', 'director.id', 'standard_decision.director_id')
    .leftJoin('person as absent', 'absent.id', 'standard_decision.in_name_of_id')
    .selectAll('standard_decision')
    .select(['director.name as director_name', 'absent.name as absent_name'])
    .where('version_id', 'in', versionIds)
    .orderBy('decided_at_ms')
    .orderBy('standard_decision.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    versionId: row.version_id,
    submission: row.submission,
    part: oneOf(SIGNING_PARTS, row.part, 'standard_decision.part', row.id),
    as: oneOf(SIGNED_AS, row.signed_as, 'standard_decision.signed_as', row.id),
    inNameOfId: row.in_name_of_id,
    inNameOfName: row.absent_name,
    directorId: row.director_id,
    directorName: row.director_name,
    isApproved: row.is_approved === 1,
    comment: row.comment,
    decidedAtMs: Number(row.decided_at_ms),
  }));
}

export async function insertStandardDecision(
  trx: Queries,
  decision: Omit<StandardDecisionRow, 'directorName' | 'inNameOfName'>,
): Promise<void> {
  const { id, versionId, submission, part, as, inNameOfId, directorId, isApproved, comment } = decision;
  await trx
    .insertInto('standard_decision')
    .values({
      ...{ id, version_id: versionId, submission, part, signed_as: as, in_name_of_id: inNameOfId },
      ...{ director_id: directorId, is_approved: isApproved ? 1 : 0, comment },
      decided_at_ms: decision.decidedAtMs,
    })
    .execute();
}

export async function deleteStandardDecision(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('standard_decision').where('id', '=', id).execute();
}
