import { asId } from '#lib/base/ids.ts';
import type { Insertable, Selectable } from 'kysely';
import type { PersonId } from '#lib/people/person.ts';
import type { EntryContent, EntryId } from '#lib/workshop/entries/entry.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf, StoredError } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';

/** What is kept here: all that a room writes down but its tasks, which are commitments. */
type StoredContent = Exclude<EntryContent, { kind: 'task' }>;
const STORED_KINDS = ['definition', 'parking', 'claim'] as const;

/** An entry as it is kept, with who wrote it whatever its kind. */
export type EntryRow = StoredContent & {
  id: EntryId;
  workshopId: string;
  byId: string;
  byName: string;
  atMs: number;
};

type Selected = Awaited<ReturnType<ReturnType<typeof selectEntries>['execute']>>[number];

function toEntry(row: Selected): EntryRow {
  return {
    id: asId<'entry'>(row.id),
    workshopId: row.workshop_id,
    byId: row.by_id,
    byName: row.by_name,
    atMs: row.at_ms,
    ...contentOf(row),
  };
}

function contentOf(row: Selected): StoredContent {
  const { text } = row;
  const kind = oneOf(STORED_KINDS, row.kind, 'workshop_entry.kind', row.id);
  const isSettled = row.settled_at_ms !== null;
  switch (kind) {
    case 'definition':
      return { kind, text, isSettled };
    case 'parking':
      return { kind, text, isSettled, carriedFrom: row.carried_from };
    case 'claim':
      if (row.cause_id === null)
        throw new StoredError('workshop_entry.cause_id', row.id, 'a claim has a cause');
      return { kind, causeId: row.cause_id };
  }
}

type ContentColumns = Pick<
  Insertable<Tables['workshop_entry']>,
  'text' | 'cause_id' | 'settled_at_ms' | 'carried_from'
>;

/** The columns that some kinds have, empty where this one has none. */
function columnsOf(entry: StoredContent, atMs: number): ContentColumns {
  const none: ContentColumns = {
    text: '',
    cause_id: null,
    settled_at_ms: null,
    carried_from: null,
  };
  if (entry.kind === 'claim') return { ...none, cause_id: entry.causeId };
  const common: ContentColumns = { ...none, text: entry.text, settled_at_ms: entry.isSettled ? atMs : null };
  switch (entry.kind) {
    case 'definition':
      return common;
    case 'parking':
      return { ...common, carried_from: entry.carriedFrom };
  }
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

export async function insertEntry(trx: Queries, entry: EntryRow): Promise<void> {
  await trx
    .insertInto('workshop_entry')
    .values({
      id: entry.id,
      workshop_id: entry.workshopId,
      kind: entry.kind,
      by_id: entry.byId,
      by_name: entry.byName,
      at_ms: entry.atMs,
      ...columnsOf(entry, entry.atMs),
    })
    .execute();
}

export async function updateEntry(
  trx: Queries,
  entryId: string,
  change: { text?: string; settledAtMs?: number | null },
): Promise<void> {
  const { text, settledAtMs } = change;
  await trx
    .updateTable('workshop_entry')
    .set({
      // What is undefined stays as it is.
      text,
      settled_at_ms: settledAtMs,
    })
    .where('id', '=', entryId)
    .execute();
}

/** An entry with who approves of it, as the rows that hold it. */
export interface EntryRows {
  entry: Selectable<Tables['workshop_entry']>;
  approvals: Selectable<Tables['workshop_approval']>[];
}

/** Takes an entry away, and returns its rows as they are put back. */
export async function deleteEntry(trx: Queries, entryId: string): Promise<EntryRows | undefined> {
  // Before the entry: they would go with it unseen.
  const approvals = await trx
    .deleteFrom('workshop_approval')
    .where('entry_id', '=', entryId)
    .returningAll()
    .execute();
  const entry = await trx
    .deleteFrom('workshop_entry')
    .where('id', '=', entryId)
    .returningAll()
    .executeTakeFirst();
  return entry && { entry, approvals };
}

export async function putEntryBack(trx: Queries, { entry, approvals }: EntryRows): Promise<EntryRow> {
  await trx.insertInto('workshop_entry').values(entry).execute();
  if (approvals.length > 0) await trx.insertInto('workshop_approval').values(approvals).execute();
  return toEntry(entry);
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
): Promise<(Extract<EntryRow, { kind: 'parking' }> & { workshopTitle: string; facilitatorId: PersonId })[]> {
  const rows = await selectEntries(db)
    .innerJoin('workshop', 'workshop.id', 'workshop_entry.workshop_id')
    .select(['workshop.title as workshop_title', 'workshop.facilitator_id'])
    .where('workshop.owner_id', '=', workshop.ownerId)
    .where('workshop.id', '!=', workshop.id)
    .where('workshop_entry.kind', '=', 'parking')
    .where('workshop_entry.settled_at_ms', 'is', null)
    .orderBy('workshop_entry.at_ms')
    .execute();
  return rows.flatMap((row) => {
    const entry = toEntry(row);
    if (entry.kind !== 'parking') return []; // asked for above
    return [
      { ...entry, workshopTitle: row.workshop_title, facilitatorId: asId<'person'>(row.facilitator_id) },
    ];
  });
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
