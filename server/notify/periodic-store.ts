import type { Queries } from '../database/engine.ts';

/** When each work is due, by its name; one that never ran is missing. */
export async function listDue(db: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('periodic_work').select(['name', 'due_ms']).execute();
  return new Map(rows.map(({ name, due_ms }) => [name, due_ms]));
}

/** Takes a work that is due for this process alone; false where it is not due, or another one has it. */
export async function claimWork(db: Queries, name: string, nowMs: number, untilMs: number): Promise<boolean> {
  await db
    .insertInto('periodic_work')
    .values({ name, due_ms: nowMs, claimed_until_ms: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  // One row: whoever comes second waits for the first, and then finds it taken.
  const row = await db
    .updateTable('periodic_work')
    .set({ claimed_until_ms: untilMs })
    .where('name', '=', name)
    .where('due_ms', '<=', nowMs)
    .where((eb) => eb.or([eb('claimed_until_ms', 'is', null), eb('claimed_until_ms', '<=', nowMs)]))
    .returning('name')
    .executeTakeFirst();
  return row !== undefined;
}

/** It is still running. */
export async function extendWork(db: Queries, name: string, untilMs: number): Promise<void> {
  await db
    .updateTable('periodic_work')
    .set({ claimed_until_ms: untilMs })
    .where('name', '=', name)
    .where('claimed_until_ms', 'is not', null)
    .execute();
}

/** It ran, and is due again then. */
export async function settleWork(db: Queries, name: string, dueMs: number): Promise<void> {
  await db
    .updateTable('periodic_work')
    .set({ due_ms: dueMs, claimed_until_ms: null })
    .where('name', '=', name)
    .execute();
}
