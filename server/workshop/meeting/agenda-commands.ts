import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { AgendaFillForm, AgendaLineForm, AgendaStateForm } from '#lib/workshop/meeting/agenda-forms.ts';
import {
  AGENDA_STATES,
  MOST_AGENDA_ITEMS,
  type AgendaItem,
  type AgendaOffer,
} from '#lib/workshop/meeting/agenda-item.ts';
import { isNamelessKind } from '#lib/workshop/meeting-kind.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { Queries } from '#server/database/engine.ts';
import { maskText } from '#server/survey/commands.ts';
import { undoable } from '#server/undo/undoable.ts';
import { requireReadable, requireSteered, requireTakingPart } from '../participation.ts';
import { holdWorkshop, type WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { insertAgendaRows, listAgendaRows, setAgendaState } from './agenda-store.ts';
import { collectAgenda } from './collect-agenda.ts';
import { describeAgenda } from './describe-meeting.ts';
import { putOnAgenda, sourceKey } from './fill-agenda.ts';

/** The agenda of a meeting, and for who steers it what else could stand there [MT10] [MT12]. */
export async function getAgenda(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<{ items: AgendaItem[]; offers: AgendaOffer[] }> {
  requirePermission(actor, 'workshop.takePart');
  const { workshop, participation } = await requireReadable(context.db, actor, workshopId);
  const rows = await listAgendaRows(context.db, workshopId);
  // A guest sees the agenda when they see the board: nothing before the room is opened.
  const isShown = actor.kind !== 'guest' || workshop.stage !== 'prepare';
  const items = isShown ? describeAgenda(rows) : [];
  if (!isSteering(participation) || workshop.stage === 'closed') return { items, offers: [] };
  const there = new Set(rows.flatMap(({ source }) => (source ? [sourceKey(source)] : [])));
  const offers = await collectAgenda(context, actor, workshop);
  return { items, offers: offers.filter(({ source }) => !there.has(sourceKey(source))) };
}

/** Puts onto the agenda what is offered: what is named, or all that everybody of the meeting may see [MT12]. */
export async function fillAgenda(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ added: number }> {
  requirePermission(actor, 'workshop.steer');
  const { workshopId, sources } = parseInput(AgendaFillForm, input);
  const before = await requireSteered(context.db, actor, workshopId);
  const offers = await collectAgenda(context, actor, before);
  const chosen = offers.filter(({ source, isForAll }) =>
    sources.length === 0 ? isForAll : sources.includes(sourceKey(source)),
  );
  let added = 0;
  await changeAgenda(context, actor, workshopId, async (trx) => {
    const { stage } = await requireSteered(trx, actor, workshopId);
    requireOpen({ stage });
    await requireRoomFor(trx, workshopId);
    added = await putOnAgenda(trx, workshopId, { offers, chosen, atMs: context.clock() });
  });
  return { added };
}

/** Adds a point by hand; in a nameless meeting only who steers does: the log would know whose it is [MT30]. */
export async function addAgendaLine(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const { workshopId, text } = parseInput(AgendaLineForm, input);
  await changeAgenda(context, actor, workshopId, async (trx) => {
    const { workshop, participation } = await requireTakingPart(trx, actor, workshopId);
    requireOpen(workshop);
    const steers = isSteering(participation);
    if (!steers && (isNamelessKind(workshop.kind) || !isInRoom(workshop, actor)))
      throw new AppError('read-only', { reason: 'meeting.notNow' });
    await requireRoomFor(trx, workshopId);
    const rows = await listAgendaRows(trx, workshopId);
    const item = {
      ...{ id: newId<'agendaItem'>(), workshopId, position: rows.length, section: 'added' as const },
      ...{ source: null, text: maskText(text), owner: '', dueOn: null, putOffBy: '' },
    };
    await insertAgendaRows(trx, [item], context.clock());
  });
}

/** Who is invited adds points while the meeting is prepared, a guest once it is open; a pause stops both. */
function isInRoom({ stage, room }: WorkshopRow, actor: Actor): boolean {
  return !room.isPaused && (stage !== 'prepare' || actor.kind === 'person');
}

/** Says that a point was talked about, is put off to the next time, is open again, or is taken off [MT13]. */
export async function markAgendaItem(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.steer');
  const { workshopId, itemId, state } = parseInput(AgendaStateForm, input);
  let undoId: string | null = null;
  await changeAgenda(context, actor, workshopId, async (trx) => {
    requireOpen(await requireSteered(trx, actor, workshopId));
    const before = (await listAgendaRows(trx, workshopId)).find(({ id }) => id === itemId);
    if (!before || !(await setAgendaState(trx, workshopId, itemId, state))) throw new AppError('not-found');
    if (state === 'out' && before.state !== 'out')
      undoId = await AGENDA_UNDO.keep(context, trx, actor, { workshopId, itemId, state: before.state });
  });
  return { undoId };
}

/** Puts back what was taken off. */
export const AGENDA_UNDO = undoable(
  'agenda-item',
  v.object({ workshopId: v.string(), itemId: v.string(), state: v.picklist(AGENDA_STATES) }),
  async (context: WorkshopContext, trx, actor, { workshopId, itemId, state }) => {
    requirePermission(actor, 'workshop.steer');
    requireOpen(await requireSteered(trx, actor, workshopId));
    await requireRoomFor(trx, workshopId);
    if (!(await setAgendaState(trx, workshopId, itemId, state))) throw new AppError('not-found');
    await auditAgenda(context, trx, actor, workshopId);
    return { after: () => tellAgenda(context, workshopId) };
  },
);

function requireOpen({ stage }: Pick<WorkshopRow, 'stage'>): void {
  if (stage === 'closed') throw new AppError('read-only', { reason: 'meeting.over' });
}

async function requireRoomFor(trx: Queries, workshopId: string): Promise<void> {
  const rows = (await listAgendaRows(trx, workshopId)).filter(({ state }) => state !== 'out');
  if (rows.length >= MOST_AGENDA_ITEMS)
    throw new AppError('conflict', { reason: 'meeting.agendaFull', values: { limit: MOST_AGENDA_ITEMS } });
}

/** One change of an agenda at a time, with its line in the log, which has no words of it. */
async function changeAgenda(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
  work: (trx: Queries) => Promise<void>,
): Promise<void> {
  await context.database.transaction(async (trx) => {
    await holdWorkshop(trx, workshopId);
    await work(trx);
    await auditAgenda(context, trx, actor, workshopId);
  });
  await tellAgenda(context, workshopId);
}

async function auditAgenda(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  workshopId: string,
): Promise<void> {
  const subject = { kind: 'workshop', id: workshopId } as const;
  await recordAudit(trx, { atMs: context.clock(), actor, action: 'workshop.points', subject });
}

async function tellAgenda(context: WorkshopContext, workshopId: string): Promise<void> {
  await context.control.tell(workshopId);
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'agenda' });
}
