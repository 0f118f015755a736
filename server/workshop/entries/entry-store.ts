import type { PersonId } from '#lib/people/person.ts';
import type { Entry, EntryId, EntryKind } from '#lib/workshop/entries/entry.ts';
import type { Queries } from '#server/database/engine.ts';

export interface EntryRow {
  id: EntryId;
  workshopId: string;
  kind: EntryKind;
  text: string;
  causeId: string | null;
  byId: string;
  byName: string;
  owner: string;
  dueOn: string | null;
  isSettled: boolean;
  carriedFrom: string | null;
}

function toEntry(row: Awaited<ReturnType<ReturnType<typeof selectEntries>['execute']>>[number]): EntryRow {
  return {
    id: row.id as EntryId,
    workshopId: row.workshop_id,
    kind: row.kind as EntryKind, // written only by the commands
    text: row.text,
    causeId: row.cause_id,
    byId: row.by_id,
    byName: row.by_name,
    owner: row.owner,
    dueOn: row.due_on,
    isSettled: row.settled_at_ms !== null,
    carriedFrom: row.carried_from,
  };
}

function selectEntries(db: Queries) {
  return db.selectFrom('workshop_entry').selectAll('workshop_entry');
}

/** In the order in which they were written down. */
export async function listEntries(db: Queries, workshopId: string): Promise<EntryRow[]> {
  const rows = await selectEntries(db)
    .where('workshop_id', '=', workshopId)
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
  return rows.map(toEntry);
}

export async function findEntry(
  db: Queries,
  workshopId: string,
  entryId: string,
): Promise<EntryRow | undefined> {
  const row = await selectEntries(db)
    .where('workshop_id', '=', workshopId)
    .where('id', '=', entryId)
    .executeTakeFirst();
  return row && toEntry(row);
}

export async function insertEntry(trx: Queries, entry: EntryRow, atMs: number): Promise<void> {
  await trx
    .insertInto('workshop_entry')
    .values({
      id: entry.id,
      workshop_id: entry.workshopId,
      kind: entry.kind,
      text: entry.text,
      cause_id: entry.causeId,
      by_id: entry.byId,
      by_name: entry.byName,
      owner: entry.owner,
      due_on: entry.dueOn,
      settled_at_ms: entry.isSettled ? atMs : null,
      carried_from: entry.carriedFrom,
      at_ms: atMs,
    })
    .execute();
}

export async function updateEntry(
  trx: Queries,
  entryId: string,
  change: { text?: string; owner?: string; dueOn?: string | null; settledAtMs?: number | null },
): Promise<void> {
  const { text, owner, dueOn, settledAtMs } = change;
  await trx
    .updateTable('workshop_entry')
    .set({
      ...(text !== undefined && { text }),
      ...(owner !== undefined && { owner }),
      ...(dueOn !== undefined && { due_on: dueOn }),
      ...(settledAtMs !== undefined && { settled_at_ms: settledAtMs }),
    })
    .where('id', '=', entryId)
    .execute();
}

export async function deleteEntry(trx: Queries, entryId: string): Promise<void> {
  await trx.deleteFrom('workshop_entry').where('id', '=', entryId).execute();
}

/** At most one definition is kept [WS74]. */
export async function unsettleDefinitions(trx: Queries, workshopId: string): Promise<void> {
  await trx
    .updateTable('workshop_entry')
    .set({ settled_at_ms: null })
    .where('workshop_id', '=', workshopId)
    .where('kind', '=', 'definition')
    .execute();
}

/** Open points of earlier workshops of the same maker: what can be carried over [WS75]. */
export async function listParkedElsewhere(
  db: Queries,
  workshop: { id: string; ownerId: string },
): Promise<(EntryRow & { workshopTitle: string; facilitatorId: PersonId })[]> {
  const rows = await selectEntries(db)
    .innerJoin('workshop', 'workshop.id', 'workshop_entry.workshop_id')
    .select(['workshop.title as workshop_title', 'workshop.facilitator_id'])
    .where('workshop.owner_id', '=', workshop.ownerId)
    .where('workshop.id', '!=', workshop.id)
    .where('workshop_entry.kind', '=', 'parking')
    .where('workshop_entry.settled_at_ms', 'is', null)
    .orderBy('workshop_entry.at_ms')
    .execute();
  return rows.map((row) => ({
    ...toEntry(row),
    workshopTitle: row.workshop_title,
    facilitatorId: row.facilitator_id as PersonId, // a reference to a person
  }));
}

/** Moves an open point to another workshop, with where it comes from. */
export async function carryEntry(
  trx: Queries,
  entryId: string,
  to: { workshopId: string; carriedFrom: string },
): Promise<void> {
  await trx
    .updateTable('workshop_entry')
    .set({ workshop_id: to.workshopId, carried_from: to.carriedFrom })
    .where('id', '=', entryId)
    .execute();
}

export async function listApprovals(
  db: Queries,
  workshopId: string,
): Promise<{ entryId: string; participantId: string }[]> {
  const rows = await db
    .selectFrom('workshop_approval')
    .innerJoin('workshop_entry', 'workshop_entry.id', 'workshop_approval.entry_id')
    .select(['workshop_approval.entry_id', 'workshop_approval.participant_id'])
    .where('workshop_entry.workshop_id', '=', workshopId)
    .execute();
  return rows.map((row) => ({ entryId: row.entry_id, participantId: row.participant_id }));
}

export async function writeApproval(
  trx: Queries,
  approval: { entryId: string; participantId: string },
  isOn: boolean,
): Promise<void> {
  if (!isOn) {
    await trx
      .deleteFrom('workshop_approval')
      .where('entry_id', '=', approval.entryId)
      .where('participant_id', '=', approval.participantId)
      .execute();
    return;
  }
  await trx
    .insertInto('workshop_approval')
    .values({ entry_id: approval.entryId, participant_id: approval.participantId })
    .onConflict((conflict) => conflict.columns(['entry_id', 'participant_id']).doNothing())
    .execute();
}

/**
 * The entries as the room reads them: proposals of a definition without who wrote them, and how many
 * approve only once that is counted [WS74].
 */
export function describeEntries(
  rows: readonly EntryRow[],
  approvals: readonly { entryId: string }[],
  isCounted: boolean,
): Entry[] {
  return rows.map(({ workshopId: _, byId, byName, ...entry }) => ({
    ...entry,
    by: entry.kind === 'definition' ? null : { id: byId, name: byName },
    approvals:
      entry.kind === 'definition' && isCounted
        ? approvals.filter(({ entryId }) => entryId === entry.id).length
        : null,
  }));
}
