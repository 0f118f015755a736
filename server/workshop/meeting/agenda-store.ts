import { asId } from '#lib/base/ids.ts';
import {
  AGENDA_SECTIONS,
  AGENDA_SOURCES,
  AGENDA_STATES,
  type AgendaItemId,
  type AgendaSection,
  type AgendaSource,
  type AgendaState,
} from '#lib/workshop/meeting/agenda-item.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf } from '#server/database/stored.ts';

/** An item as it is kept, what was taken off too. */
export interface AgendaRow {
  id: AgendaItemId;
  workshopId: string;
  section: AgendaSection;
  source: { kind: AgendaSource; id: string } | null;
  text: string;
  owner: string;
  dueOn: string | null;
  state: AgendaState;
  putOffBy: string;
}

/** In the order in which they were put there. */
export async function listAgendaRows(db: Queries, workshopId: string): Promise<AgendaRow[]> {
  const rows = await db
    .selectFrom('meeting_item')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: asId<'agendaItem'>(row.id),
    workshopId: row.workshop_id,
    section: oneOf(AGENDA_SECTIONS, row.section, 'meeting_item.section', row.id),
    source:
      row.source_kind === null || row.source_id === null
        ? null
        : {
            kind: oneOf(AGENDA_SOURCES, row.source_kind, 'meeting_item.source_kind', row.id),
            id: row.source_id,
          },
    text: row.text,
    owner: row.owner,
    dueOn: row.due_on,
    state: oneOf(AGENDA_STATES, row.state, 'meeting_item.state', row.id),
    putOffBy: row.put_off_in,
  }));
}

/** Adds what does not stand there yet; what came from the same thing stays as it is. */
export async function insertAgendaRows(
  trx: Queries,
  rows: readonly (Omit<AgendaRow, 'state'> & { position: number })[],
  atMs: number,
): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('meeting_item')
    .values(
      rows.map((row) => ({
        id: row.id,
        workshop_id: row.workshopId,
        position: row.position,
        section: row.section,
        source_kind: row.source?.kind ?? null,
        source_id: row.source?.id ?? null,
        text: row.text,
        owner: row.owner,
        due_on: row.dueOn,
        state: 'open',
        put_off_in: row.putOffBy,
        at_ms: atMs,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workshop_id', 'source_kind', 'source_id']).doNothing())
    .execute();
}

/** False when there is no such item in this meeting. */
export async function setAgendaState(
  trx: Queries,
  workshopId: string,
  itemId: string,
  state: AgendaState,
): Promise<boolean> {
  const result = await trx
    .updateTable('meeting_item')
    .set({ state })
    .where('workshop_id', '=', workshopId)
    .where('id', '=', itemId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Which decisions were typed in a meeting, and on which item, in that order. */
export async function listMeetingDecisions(
  db: Queries,
  workshopId: string,
): Promise<{ decisionId: string; itemId: string | null }[]> {
  const rows = await db
    .selectFrom('meeting_decision')
    .select(['decision_id as decisionId', 'item_id as itemId'])
    .where('workshop_id', '=', workshopId)
    .orderBy('decision_id')
    .execute();
  return rows;
}

export async function insertMeetingDecision(
  trx: Queries,
  decision: { workshopId: string; decisionId: string; itemId: string | null },
): Promise<void> {
  await trx
    .insertInto('meeting_decision')
    .values({
      workshop_id: decision.workshopId,
      decision_id: decision.decisionId,
      item_id: decision.itemId,
    })
    .execute();
}

/** Writes an item anew as what it came from reads now. */
export async function refreshAgendaRow(
  trx: Queries,
  { id }: Pick<AgendaRow, 'id'>,
  now: Pick<AgendaRow, 'section' | 'text' | 'owner' | 'dueOn'>,
): Promise<void> {
  await trx
    .updateTable('meeting_item')
    .set({ section: now.section, text: now.text, owner: now.owner, due_on: now.dueOn })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
}
