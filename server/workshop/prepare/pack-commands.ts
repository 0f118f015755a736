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
import { snapshotOf } from './pack-snapshot.ts';
import { deletePacked, insertPacked, listPack, orderPack } from './pack-store.ts';
import { requireFacilitated } from '../participation.ts';
import { requireFigure } from '../evidence/shown-figure.ts';

/** Adds an insight to what the room will look at, with its numbers as they are now [WS66]. */
export async function packInsight(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, insightId } = parseInput(PackForm, input);
  const insight = await requireFigure(context, insightId);
  await change(context, actor, { workshopId, action: 'pack' }, async (trx) => {
    const pack = await listPack(trx, workshopId);
    if (pack.some((packed) => packed.insightId === insightId)) return;
    if (pack.length >= MOST_PACKED)
      throw new AppError('conflict', { reason: 'prepare.pack.full', values: { n: MOST_PACKED } });
    await orderPack(
      trx,
      workshopId,
      pack.map(({ id }) => id),
    );
    await insertPacked(trx, workshopId, snapshotOf(insight), {
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

export async function unpackInsight(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, id } = parseInput(PackRemovalForm, input);
  await change(context, actor, { workshopId, action: 'unpack' }, async (trx) => {
    if (!(await deletePacked(trx, workshopId, id))) throw new AppError('not-found');
  });
}

/** One change of the pack of a workshop that this actor prepares; the room reads it at once. */
async function change(
  context: WorkshopContext,
  actor: Actor,
  about: { workshopId: string; action: 'pack' | 'orderPack' | 'unpack' },
  write: (trx: Queries) => Promise<void>,
): Promise<void> {
  const { workshopId, action } = about;
  await context.database.transaction(async (trx) => {
    await requireFacilitated(trx, actor, workshopId);
    await write(trx);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: `workshop.${action}`,
      subject: { kind: 'workshop', id: workshopId },
    });
  });
  await context.control.tell(workshopId);
  context.bus.tell({ kind: 'workshop', id: workshopId, action });
}
