import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  MOST_PACKED,
  moveInOrder,
  PackForm,
  PackMoveForm,
  PackRemovalForm,
} from '#lib/workshop/prepare/evidence-pack.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import type { Queries } from '#server/database/engine.ts';
import { undoable } from '#server/undo/undoable.ts';
import { snapshotOf } from './pack-snapshot.ts';
import { deletePacked, insertPacked, listPack, orderPack } from './pack-store.ts';
import { requireFacilitated } from '../participation.ts';
import { requireFigure } from '../evidence/shown-figure.ts';

/** Adds an insight to what the room will look at, with its numbers as they are now [WS66]. */
export async function packInsight(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, insightId } = parseInput(PackForm, input);
  const snapshot = await snapshotOf(context, await requireFigure(context, insightId));
  await change(context, actor, { workshopId, action: 'pack' }, async (trx) => {
    const pack = await listPack(trx, workshopId);
    if (pack.some((packed) => packed.insightId === insightId)) return;
    if (pack.length >= MOST_PACKED) throw fullPack();
    await orderPack(
      trx,
      workshopId,
      pack.map(({ id }) => id),
    );
    await insertPacked(trx, workshopId, snapshot, {
      position: pack.length,
      atMs: context.clock(),
    });
  });
}

/** Moves a figure one place up or down. */
export async function movePacked(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, id, to } = parseInput(PackMoveForm, input);
  await change(context, actor, { workshopId, action: 'orderPack' }, async (trx) => {
    const ids = (await listPack(trx, workshopId)).map((packed) => packed.id);
    if (!ids.includes(id)) throw new AppError('not-found');
    await orderPack(trx, workshopId, moveInOrder(ids, id, to));
  });
}

/** Takes a figure out of the pack. Can be taken back. */
export async function unpackInsight(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, id } = parseInput(PackRemovalForm, input);
  let undoId: string | null = null;
  await change(context, actor, { workshopId, action: 'unpack' }, async (trx) => {
    const removed = await deletePacked(trx, workshopId, id);
    if (!removed) throw new AppError('not-found');
    undoId = await PACK_UNDO.keep(context, trx, actor, { workshopId, id, ...removed });
  });
  return { undoId };
}

/** At its place, with its numbers as a room may see them now: what was withheld meanwhile does not come back. */
export const PACK_UNDO = undoable(
  'packed',
  v.object({
    workshopId: v.string(),
    id: v.string(),
    insightId: v.string(),
    position: v.number(),
    addedAtMs: v.number(),
  }),
  async (context: WorkshopContext, trx, actor, { workshopId, id, insightId, position, addedAtMs }) => {
    requirePermission(actor, 'workshop.manage');
    const told = await changeWithin(context, trx, actor, { workshopId, action: 'pack' }, async () => {
      const insight = await requireFigure({ ...context, db: trx }, insightId);
      if ((await listPack(trx, workshopId)).length >= MOST_PACKED) throw fullPack();
      const snapshot = await snapshotOf({ db: trx }, insight);
      await insertPacked(trx, workshopId, { ...snapshot, id }, { position, atMs: addedAtMs });
    });
    return { after: told };
  },
);

const fullPack = (): AppError =>
  new AppError('conflict', { reason: 'prepare.pack.full', values: { n: MOST_PACKED } });

interface About {
  workshopId: string;
  action: 'pack' | 'orderPack' | 'unpack';
}

type Write = (trx: Queries) => Promise<void>;

/** One change of the pack of a workshop that this actor prepares; the room reads it at once. */
async function change(context: WorkshopContext, actor: Actor, about: About, write: Write): Promise<void> {
  const told = await context.database.transaction((trx) => changeWithin(context, trx, actor, about, write));
  await told();
}

/** The same in a transaction that is under way; returns how it is told after its commit. */
async function changeWithin(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  { workshopId, action }: About,
  write: Write,
): Promise<() => Promise<void>> {
  await requireFacilitated(trx, actor, workshopId);
  await write(trx);
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `workshop.${action}`,
    subject: { kind: 'workshop', id: workshopId },
  });
  return async () => {
    await context.control.tell(workshopId);
    context.bus.tell({ kind: 'workshop', id: workshopId, action });
  };
}
