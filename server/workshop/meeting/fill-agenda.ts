import { newId } from '#lib/base/ids.ts';
import type { Actor } from '#lib/people/person.ts';
import { MOST_AGENDA_ITEMS, type AgendaOffer } from '#lib/workshop/meeting/agenda-item.ts';
import type { Queries } from '#server/database/engine.ts';
import type { WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { insertAgendaRows, listAgendaRows, refreshAgendaRow } from './agenda-store.ts';
import { ensureNotes } from './notes.ts';
import { collectAgenda } from './collect-agenda.ts';

export const sourceKey = ({ kind, id }: { kind: string; id: string }): string => `${kind}/${id}`;

/**
 * Puts offers onto the agenda of a meeting and brings those that stand there, and were not talked about yet, up to
 * date; what was taken off stays off [MT13]. Returns how many came.
 */
export async function putOnAgenda(
  trx: Queries,
  workshopId: string,
  { offers, chosen, atMs }: { offers: readonly AgendaOffer[]; chosen: readonly AgendaOffer[]; atMs: number },
): Promise<number> {
  const rows = await listAgendaRows(trx, workshopId);
  const byKey = new Map(rows.flatMap((row) => (row.source ? [[sourceKey(row.source), row] as const] : [])));
  for (const offer of offers) {
    const row = byKey.get(sourceKey(offer.source));
    if (row?.state === 'open') await refreshAgendaRow(trx, row, offer);
  }
  const room = MOST_AGENDA_ITEMS - rows.filter(({ state }) => state !== 'out').length;
  const fresh = chosen.filter(({ source }) => !byKey.has(sourceKey(source))).slice(0, Math.max(0, room));
  await insertAgendaRows(
    trx,
    fresh.map((offer, index) => ({
      ...{ id: newId<'agendaItem'>(), workshopId, position: rows.length + index, section: offer.section },
      ...{ source: offer.source, text: offer.text, owner: offer.owner, dueOn: offer.dueOn },
      putOffBy: offer.putOffBy,
    })),
    atMs,
  );
  return fresh.length;
}

/** What goes on by itself, when a meeting is made and whenever its room comes to its agenda [MT12]. */
export async function fillByItself(
  context: WorkshopContext,
  actor: Actor,
  workshop: WorkshopRow,
): Promise<void> {
  const offers = await collectAgenda(context, actor, workshop);
  const chosen = offers.filter(({ isForAll }) => isForAll);
  const atMs = context.clock();
  await context.database.transaction((trx) => putOnAgenda(trx, workshop.id, { offers, chosen, atMs }));
  // A room that is older than notes gets them with its first agenda.
  await ensureNotes(context.rooms, workshop.id);
  await context.control.tell(workshop.id);
  context.bus.tell({ kind: 'workshop', id: workshop.id, action: 'agenda' });
}
