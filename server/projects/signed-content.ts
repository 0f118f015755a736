import type { ApprovedContent } from '#lib/projects/approved-content.ts';
import { EMPTY_CHARTER, type Charter, type CharterStage } from '#lib/projects/charter/charter.ts';
import type { Queries } from '../database/engine.ts';
import { deleteCharter, findCharter, writeCharter, type CharterRow } from './charter/charter-store.ts';
import { contentHash } from './signing/content-hash.ts';
import type { ProjectRow, ProjectUpdate } from './store.ts';

/** A project with its charter, and the hash of both: what is signed [PR10] [PR23]. */
export async function readSigned(
  db: Queries,
  project: ProjectRow,
): Promise<{ hash: string; charter: CharterRow | undefined }> {
  const charter = await findCharter(db, project.id);
  return { hash: contentHash(project, charter?.charter), charter };
}

/** What is kept of a project when it is approved [PR39]. */
export function contentOf(project: ProjectRow, charter: CharterRow | undefined): ApprovedContent {
  const { title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn } = project;
  return {
    ...{ title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn },
    sponsorId: charter?.sponsorId ?? null,
    charter: charter?.charter ?? null,
  };
}

/**
 * Puts an approved content back [PR42]: the charter is written, and what the row of the project becomes is answered.
 * Owner, deputy and sponsor stay: who answers for it may have changed since, and that needs no approval.
 */
export async function restoreContent(
  trx: Queries,
  projectId: string,
  content: ApprovedContent,
): Promise<ProjectUpdate> {
  const { title, aim, budgetMinor, currency, startsOn, endsOn, charter } = content;
  const now = await findCharter(trx, projectId);
  const sponsorId = now?.sponsorId ?? null;
  const restored = charter && keepMovedDays(charter, now?.charter.stages ?? []);
  if (restored || sponsorId !== null)
    await writeCharter(trx, projectId, { sponsorId, charter: restored ?? EMPTY_CHARTER });
  else await deleteCharter(trx, projectId);
  return { title, aim, budgetMinor, currency, startsOn, endsOn };
}

/** The days of stages move while a project runs, and what was approved is put back without moving them back [PR53]. */
function keepMovedDays(approved: Charter, now: readonly CharterStage[]): Charter {
  const days = new Map(now.map(({ id, currentOn }) => [id, currentOn]));
  const stages = approved.stages.map((stage) => ({
    ...stage,
    currentOn: days.get(stage.id) ?? stage.currentOn,
  }));
  return { ...approved, stages };
}
