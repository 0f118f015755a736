import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { asId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { FacilitatorForm } from '#lib/workshop/programme/steering-forms.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import type { Queries } from '#server/database/engine.ts';
import { undoable } from '#server/undo/undoable.ts';
import { changeWithin, changeWorkshop } from '../change-workshop.ts';
import { deleteCofacilitator, insertCofacilitator, isCofacilitator } from '../facilitator-store.ts';
import { findMember } from '../member-store.ts';
import { requireFacilitated } from '../participation.ts';
import * as store from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';

/** Lets a member help to steer [WS12]. */
export async function appointCofacilitator(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(FacilitatorForm, input);
  await changeWorkshop(context, actor, 'appoint', {
    find: (trx) => requireFacilitated(trx, actor, form.workshopId),
    decide: () => ({}),
    whom: [form.personId],
    also: (trx, workshop) => appoint(trx, workshop.id, form.personId, context.clock()),
  });
}

/** Ends the help of a member; they go on taking part. Can be taken back. */
export async function dismissCofacilitator(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(FacilitatorForm, input);
  let undoId: string | null = null;
  await changeWorkshop(context, actor, 'dismiss', {
    find: (trx) => requireFacilitated(trx, actor, form.workshopId),
    decide: () => ({}),
    whom: [form.personId],
    also: async (trx, { id: workshopId }) => {
      const addedAtMs = await deleteCofacilitator(trx, workshopId, form.personId);
      if (addedAtMs === undefined) return;
      const helper = { workshopId, personId: form.personId, addedAtMs };
      undoId = await HELPER_UNDO.keep(context, trx, actor, helper);
    },
  });
  return { undoId };
}

export const HELPER_UNDO = undoable(
  'helper',
  v.object({ workshopId: v.string(), personId: v.string(), addedAtMs: v.number() }),
  async (context: WorkshopContext, trx, actor, { workshopId, personId, addedAtMs }) => {
    requirePermission(actor, 'workshop.steer');
    const told = await changeWithin(context, trx, actor, 'appoint', {
      find: (held) => requireFacilitated(held, actor, workshopId),
      decide: () => ({}),
      whom: [personId],
      also: (held, workshop) => appoint(held, workshop.id, personId, addedAtMs),
    });
    return { after: told };
  },
);

/** Only who is in the workshop helps to steer it [WS12]. */
async function appoint(trx: Queries, workshopId: string, personId: string, addedAtMs: number): Promise<void> {
  if (!(await findMember(trx, workshopId, personId)))
    throw new AppError('conflict', { reason: 'programme.notAMember' });
  await insertCofacilitator(trx, workshopId, personId, addedAtMs);
}

/**
 * Hands the facilitator's place to a helper and stays as one [WS14]. Only the facilitator gives it
 * away: losing the connection loses nothing, and nobody can take it.
 */
export async function handOver(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(FacilitatorForm, input);
  await changeWorkshop(context, actor, 'handOver', {
    find: (trx) => requireFacilitated(trx, actor, form.workshopId),
    decide: () => ({ facilitatorId: asId<'person'>(form.personId) }),
    whom: [form.personId],
    also: async (trx, workshop) => {
      if (!(await isCofacilitator(trx, workshop.id, form.personId)))
        throw new AppError('conflict', { reason: 'programme.notAHelper' });
      await deleteCofacilitator(trx, workshop.id, form.personId);
      await insertCofacilitator(trx, workshop.id, workshop.facilitatorId, context.clock());
    },
  });
}

/** The one who made the workshop takes the facilitator's place back [WS14]. */
export async function reclaim(context: WorkshopContext, actor: Actor, workshopId: string): Promise<void> {
  requirePerson(actor, 'workshop.steer');
  await changeWorkshop(context, actor, 'reclaim', {
    find: async (trx) => {
      const workshop = await store.findWorkshop(trx, { id: workshopId });
      if (!workshop) throw new AppError('not-found');
      if (workshop.ownerId !== actor.id) throw new AppError('forbidden');
      return workshop;
    },
    decide: () => ({ facilitatorId: actor.id }),
    also: async (trx, workshop) => {
      if (workshop.facilitatorId === actor.id) return;
      await deleteCofacilitator(trx, workshop.id, actor.id);
      await insertCofacilitator(trx, workshop.id, workshop.facilitatorId, context.clock());
    },
  });
}
