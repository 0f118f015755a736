import type { Queries } from '../../database/engine.ts';

/** That a deputy took a project over, and whether they gave it back. */
export interface CoverRow {
  id: string;
  projectId: string;
  /** Whose place it is, and who stands there. */
  forId: string;
  forName: string;
  byId: string;
  byName: string;
  reason: string;
  takenAtMs: number;
  returnedAtMs: number | null;
  /** What whoever came back should know. */
  note: string;
}

function selectCovers(db: Queries) {
  return db
    .selectFrom('project_cover')
    .innerJoin('person as absent', 'absent.id', 'project_cover.for_id')
    .innerJoin('person as present', 'present.id', 'project_cover.by_id')
    .selectAll('project_cover')
    .select(['absent.name as for_name', 'present.name as by_name'])
    .orderBy('taken_at_ms', 'desc')
    .orderBy('project_cover.id', 'desc');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectCovers>['execute']>>[number];

function toCover(row: Selected): CoverRow {
  return {
    id: row.id,
    projectId: row.project_id,
    forId: row.for_id,
    forName: row.for_name,
    byId: row.by_id,
    byName: row.by_name,
    reason: row.reason,
    takenAtMs: row.taken_at_ms,
    returnedAtMs: row.returned_at_ms,
    note: row.note,
  };
}

/** Every time that a project was taken over, the newest first. */
export async function listCovers(db: Queries, projectId: string): Promise<CoverRow[]> {
  return (await selectCovers(db).where('project_id', '=', projectId).execute()).map(toCover);
}

/** The projects that are taken over now, by project. */
export async function listActiveCovers(db: Queries): Promise<ReadonlyMap<string, CoverRow>> {
  const rows = await selectCovers(db).where('returned_at_ms', 'is', null).execute();
  return new Map(rows.map((row) => [row.project_id, toCover(row)]));
}

export async function insertCover(
  trx: Queries,
  cover: Pick<CoverRow, 'id' | 'projectId' | 'forId' | 'byId' | 'reason' | 'takenAtMs'>,
): Promise<void> {
  await trx
    .insertInto('project_cover')
    .values({
      id: cover.id,
      project_id: cover.projectId,
      for_id: cover.forId,
      by_id: cover.byId,
      reason: cover.reason,
      taken_at_ms: cover.takenAtMs,
      returned_at_ms: null,
    })
    .execute();
}

/** Gives a project back; false where nobody has it. */
export async function returnCover(
  trx: Queries,
  projectId: string,
  { note, atMs }: { note: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('project_cover')
    .set({ note, returned_at_ms: atMs })
    .where('project_id', '=', projectId)
    .where('returned_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends every cover of somebody who left, whichever side of it they stood on. */
export async function endCoversOf(trx: Queries, personId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('project_cover')
    .set({ returned_at_ms: atMs })
    .where((eb) => eb.or([eb('for_id', '=', personId), eb('by_id', '=', personId)]))
    .where('returned_at_ms', 'is', null)
    .execute();
}

/** Notes that somebody has read how a project stands. */
export async function markRead(
  trx: Queries,
  mark: { projectId: string; personId: string; atMs: number },
): Promise<void> {
  await trx
    .insertInto('project_read')
    .values({ project_id: mark.projectId, person_id: mark.personId, at_ms: mark.atMs })
    .onConflict((conflict) => conflict.columns(['project_id', 'person_id']).doUpdateSet({ at_ms: mark.atMs }))
    .execute();
}

/** When people read last how projects stand, by project and person as `project person`. */
export async function listReads(db: Queries, projectId?: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('project_read')
    .selectAll()
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId ?? ''))
    .execute();
  return new Map(rows.map(({ project_id, person_id, at_ms }) => [`${project_id} ${person_id}`, at_ms]));
}

/** When people reported last about projects, as `project person`. */
export async function listReportTimes(db: Queries, projectId?: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('project_report')
    .select(['project_id', 'author_id', (eb) => eb.fn.max('reported_at_ms').as('at_ms')])
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId ?? ''))
    .groupBy(['project_id', 'author_id'])
    .execute();
  return new Map(
    rows.map(({ project_id, author_id, at_ms }) => [`${project_id} ${author_id}`, Number(at_ms)]),
  );
}

/** Since when people are or were deputies of projects, as `project person`. */
export async function listDeputyTimes(db: Queries, projectId?: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('project_hand')
    .select(['project_id', 'person_id', 'at_ms'])
    .where('did', '=', 'deputy')
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId ?? ''))
    .execute();
  return new Map(rows.map(({ project_id, person_id, at_ms }) => [`${project_id} ${person_id}`, at_ms]));
}

/** What is handed over before a planned leave. */
export interface HandoverRow {
  id: string;
  projectId: string;
  fromId: string;
  fromName: string;
  startsOn: string;
  endsOn: string;
  notes: string;
  version: number;
}

/** The lists of a project, the newest leave first. */
export async function listHandovers(db: Queries, projectId: string): Promise<HandoverRow[]> {
  const rows = await db
    .selectFrom('project_handover')
    .innerJoin('person', 'person.id', 'project_handover.from_id')
    .selectAll('project_handover')
    .select('person.name')
    .where('project_id', '=', projectId)
    .orderBy('starts_on', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    fromId: row.from_id,
    fromName: row.name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    notes: row.notes,
    version: row.version,
  }));
}

/** Opens a list; false where this leave has one. */
export async function insertHandover(
  trx: Queries,
  handover: Omit<HandoverRow, 'fromName' | 'notes' | 'version'> & { atMs: number },
): Promise<boolean> {
  const result = await trx
    .insertInto('project_handover')
    .values({
      id: handover.id,
      project_id: handover.projectId,
      from_id: handover.fromId,
      starts_on: handover.startsOn,
      ends_on: handover.endsOn,
      opened_at_ms: handover.atMs,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'from_id', 'starts_on']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateHandover(
  trx: Queries,
  { id, version, notes }: Pick<HandoverRow, 'id' | 'version' | 'notes'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('project_handover')
    .set({ notes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
