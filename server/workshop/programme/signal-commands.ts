import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { SignalForm } from '#lib/workshop/programme/steering-forms.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { requireTakingPart } from '../participation.ts';
import { deleteSignal, insertSignal } from './signal-store.ts';

/** Raises or lowers one's hand, or says that one is ready [WS16]; facilitators lower the hands of others. */
export async function setSignal(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(SignalForm, input);
  const me = await requireTakingPart(context.db, actor, form.workshopId);
  const isMine = !form.participantId || form.participantId === me.id;
  if (!isMine && (form.isOn || !isSteering(me.participation))) throw new AppError('forbidden');
  if (form.stepId && form.stepId !== me.workshop.position)
    throw new AppError('read-only', { reason: 'room.stepOver' });
  await context.database.transaction(async (trx) => {
    const { workshop, id, name } = me;
    if (form.isOn) await insertSignal(trx, workshop.id, form.kind, { id, name }, context.clock());
    else await deleteSignal(trx, workshop.id, form.kind, form.participantId || id);
  });
  await context.control.tell(form.workshopId);
}
