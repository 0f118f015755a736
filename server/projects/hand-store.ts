import type { Queries } from '../database/engine.ts';

/** What somebody did to a project; whoever did any of it does not sign it [PR4]. */
export type Hand = 'proposed' | 'edited' | 'owner' | 'deputy';

/** Keeps who had a hand in a project, each once. */
export async function insertHands(
  trx: Queries,
  projectId: string,
  hands: readonly { personId: string; did: Hand }[],
  atMs: number,
): Promise<void> {
  if (hands.length === 0) return;
  await trx
    .insertInto('project_hand')
    .values(
      hands.map(({ personId, did }) => ({ project_id: projectId, person_id: personId, did, at_ms: atMs })),
    )
    .onConflict((conflict) => conflict.columns(['project_id', 'person_id', 'did']).doNothing())
    .execute();
}

/** Everybody who ever had a hand in each of these projects. */
export async function listHandsOf(
  db: Queries,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (projectIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('project_hand')
    .select(['project_id', 'person_id'])
    .where('project_id', 'in', projectIds)
    .execute();
  const byProject = Map.groupBy(rows, (row) => row.project_id);
  return new Map([...byProject].map(([id, own]) => [id, new Set(own.map((row) => row.person_id))]));
}

/** Everybody who ever had a hand in a project. */
export async function listHands(db: Queries, projectId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('project_hand')
    .select('person_id')
    .where('project_id', '=', projectId)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}
