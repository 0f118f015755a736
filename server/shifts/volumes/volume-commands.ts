import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { VolumeCounts, VolumeForm, type ContactVolume } from '#lib/shifts/volumes/volume.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { holdOrganisation } from '../../people/department-store.ts';
import { undoable } from '../../undo/undoable.ts';
import * as store from './volume-store.ts';

/** How many contacts come when, as it was counted last; null while nobody brought a file [SH99]. */
export async function getVolume(context: Context, actor: Actor): Promise<ContactVolume | null> {
  requirePermission(actor, 'shift.view');
  return store.findVolume(context.db);
}

/** Keeps what was counted in a file, instead of what was counted before; one press takes it back [SH99]. */
export async function setVolume(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'shift.manage');
  const form = parseInput(VolumeForm, input);
  const volume: ContactVolume = { ...form, setBy: actor.id, setAtMs: context.clock() };
  const undoId = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const before = await store.findVolume(trx);
    await store.replaceVolume(trx, volume);
    await auditVolume(context, trx, actor);
    return VOLUME_UNDO.keep(context, trx, actor, { before, setAtMs: volume.setAtMs });
  });
  tellVolume(context);
  return { undoId };
}

function auditVolume(context: Pick<Context, 'clock'>, trx: Queries, actor: Actor): Promise<void> {
  const subject = { kind: 'organisation', id: 'main' } as const;
  return recordAudit(trx, { atMs: context.clock(), actor, action: 'shift.volumes', subject });
}

function tellVolume({ bus }: Pick<Context, 'bus'>): void {
  bus.tell({ kind: 'organisation', id: 'main', action: 'change' });
}

/** What was counted before is back; not once somebody brought another file. */
export const VOLUME_UNDO = undoable(
  'contact-volumes',
  v.object({
    before: v.nullable(
      v.object({
        ...{ fileName: v.string(), firstDay: v.string(), lastDay: v.string(), counts: VolumeCounts },
        ...{ refused: v.number(), setBy: v.string(), setAtMs: v.number() },
      }),
    ),
    setAtMs: v.number(),
  }),
  async (context: Context, trx, actor, { before, setAtMs }) => {
    requirePerson(actor, 'shift.manage');
    await holdOrganisation(trx);
    const now = await store.findVolume(trx);
    if (now?.setBy !== actor.id || now.setAtMs !== setAtMs)
      throw new AppError('conflict', { reason: 'volumes.movedOn' });
    await store.replaceVolume(trx, before);
    await auditVolume(context, trx, actor);
    return { after: () => tellVolume(context) };
  },
);
