import { foldText } from '#lib/base/words/fold-text.ts';
import { asId } from '#lib/base/ids.ts';
import type { Entry, EntryContent, EntryId } from '#lib/workshop/entries/entry.ts';
import {
  findRoomTask,
  listRoomTasks,
  type RoomTask,
  type TaskOwner,
} from '#server/commitments/task-commands.ts';
import type { Queries } from '#server/database/engine.ts';
import { namesOf } from '#server/people/store.ts';
import { listCofacilitators } from '../facilitator-store.ts';
import { listMembers } from '../member-store.ts';
import type { WorkshopRow } from '../store.ts';
import { findEntry, listEntries, type EntryRow } from './entry-store.ts';

/** A task as an entry of its room; it is kept as a commitment [CM10]. */
export type TaskRow = Extract<EntryContent, { kind: 'task' }> & {
  id: EntryId;
  workshopId: string;
  byId: string;
  byName: string;
  atMs: number;
};

/** Whatever a room wrote down besides causes. */
export type RoomEntryRow = EntryRow | TaskRow;

/** All of a room, in the order in which they were written down. */
export async function listRoomEntries(db: Queries, workshopId: string): Promise<RoomEntryRow[]> {
  const tasks = (await listRoomTasks(db, workshopId)).map((task) => toTaskRow(workshopId, task));
  return [...(await listEntries(db, workshopId)), ...tasks].toSorted(
    (one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1),
  );
}

export async function findRoomEntry(
  db: Queries,
  workshopId: string,
  entryId: string,
): Promise<RoomEntryRow | undefined> {
  const entry = await findEntry(db, workshopId, entryId);
  if (entry) return entry;
  const task = await findRoomTask(db, workshopId, entryId);
  return task && toTaskRow(workshopId, task);
}

export function toTaskRow(workshopId: string, { ownerId: _, id, ...task }: RoomTask): TaskRow {
  return { ...task, id: asId<'entry'>(id), kind: 'task', workshopId, isSettled: task.state !== 'open' };
}

/**
 * Whom the name of an owner means: whoever writes it, if it is theirs, else the one person of the workshop who has
 * it; of several, or of none, it stays a name [CM10].
 */
export async function readTaskOwner(
  trx: Queries,
  workshop: WorkshopRow,
  me: { id: string; name: string },
  written: string,
): Promise<TaskOwner> {
  const name = written.trim();
  if (name === '') return { id: null, name: '' };
  const wanted = foldText(name);
  const people = new Map(
    (await listMembers(trx, workshop.id)).map(({ personId, name: of }): [string, string] => [personId, of]),
  );
  for (const { personId, name: of } of await listCofacilitators(trx, workshop.id)) people.set(personId, of);
  for (const [id, of] of await namesOf(trx, [workshop.facilitatorId, workshop.ownerId])) people.set(id, of);
  const found = [...people].filter(([, of]) => foldText(of) === wanted).map(([id]) => id);
  const id = found.includes(me.id) ? me.id : found.length === 1 ? found[0] : undefined;
  return { id: id ?? null, name };
}

/**
 * The entries as the room reads them: proposals of a definition without who wrote them, and how many
 * approve only once that is counted [WS74].
 */
export function describeEntries(
  rows: readonly RoomEntryRow[],
  approvals: readonly { entryId: string }[],
  isCounted: boolean,
): Entry[] {
  return rows.map(({ workshopId: _, byId, byName, atMs: _at, ...entry }) => {
    if (entry.kind !== 'definition') return { ...entry, by: { id: byId, name: byName } };
    const count = () => approvals.filter(({ entryId }) => entryId === entry.id).length;
    return { ...entry, approvals: isCounted ? count() : null };
  });
}
