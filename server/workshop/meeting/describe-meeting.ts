import { inAgendaOrder, type AgendaItem } from '#lib/workshop/meeting/agenda-item.ts';
import type { MeetingDecision } from '#lib/workshop/meeting/meeting-decision.ts';
import type { Queries } from '#server/database/engine.ts';
import { listRoomDecisions } from '#server/decisions/room-commands.ts';
import { listMeetingDecisions, type AgendaRow } from './agenda-store.ts';

/** The items of an agenda as the room reads them, in their order [MT11]. */
export function describeAgenda(rows: readonly AgendaRow[]): AgendaItem[] {
  const items = rows.flatMap(({ id, section, text, owner, dueOn, state, putOffBy }) =>
    state === 'out' ? [] : [{ id, section, text, owner, dueOn, state, putOffBy }],
  );
  return inAgendaOrder(items);
}

/** The decisions that a meeting typed and that still stand, with the point that each answers [MT20]. */
export async function describeDecisions(db: Queries, workshopId: string): Promise<MeetingDecision[]> {
  const typed = await listMeetingDecisions(db, workshopId);
  const items = new Map(typed.map(({ decisionId, itemId }) => [decisionId, itemId]));
  const rows = await listRoomDecisions(db, [...items.keys()]);
  return rows
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ id, number, text, owner, lookAgainOn }) => ({
      ...{ id, number, text, owner, lookAgainOn },
      itemId: items.get(id) ?? null,
    }));
}
