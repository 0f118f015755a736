import type { CharterStage } from '#lib/projects/charter/charter.ts';
import { isAccepted, standStages } from '#lib/projects/running/stage-course.ts';
import type { Queries } from '../../database/engine.ts';
import { findCharter } from '../charter/charter-store.ts';
import { listStageAsks } from './stage-store.ts';

/** The stages of a project in the order of its charter; none where nobody planned any. */
export async function plannedStages(db: Queries, projectId: string): Promise<CharterStage[]> {
  return (await findCharter(db, projectId))?.charter.stages ?? [];
}

/** Whether every stage of a project is accepted; one without stages has nothing to accept [PR51]. */
export async function areStagesAccepted(db: Queries, projectId: string): Promise<boolean> {
  const planned = await plannedStages(db, projectId);
  const asks = await listStageAsks(db, projectId);
  return standStages(planned, asks).every(({ standing }) => isAccepted(standing));
}
