import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { isUnopened, programmeMark, type Programme } from '#lib/workshop/programme/programme.ts';
import { scaleProgramme } from '#lib/workshop/programme/scale-programme.ts';
import { ProgrammeChoiceForm, ScaleForm } from '#lib/workshop/programme/steering-forms.ts';
import { planProgramme } from '#lib/workshop/programme/template-programme.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import { staleError } from '#server/access/stale-error.ts';
import type { Queries } from '#server/database/engine.ts';
import { undoable } from '#server/undo/undoable.ts';
import { changeWithin, changeWorkshop } from '../change-workshop.ts';
import { requireFacilitated, requireSteered } from '../participation.ts';
import { StoredProgramme } from '../stored-workshop.ts';
import type { WorkshopRow } from '../store.ts';
import { findPlan } from '../templates/template-commands.ts';
import type { WorkshopContext } from '../workshop-context.ts';

/** By what a changed programme is taken back. */
interface Changed {
  undoId: string | null;
}

/** Stretches or shrinks what is to come of a programme to so many minutes in all [WS146] [WS147]. */
export async function stretchProgramme(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<Changed> {
  requirePermission(actor, 'workshop.steer');
  const { workshopId, seen, minutes, isRounded } = parseInput(ScaleForm, input);
  return replaceProgramme(context, actor, {
    find: async (trx) => requireSeen(trx, actor, await requireSteered(trx, actor, workshopId), seen),
    next({ programme, position }) {
      const scaled = scaleProgramme(programme, position, { minutes, unit: isRounded ? 5 : 1 });
      if (!('refusal' in scaled)) return scaled;
      const { refusal, least, most } = scaled;
      if (refusal === 'nothing-to-scale')
        throw new AppError('conflict', { reason: 'programme.scale.nothing-to-scale' });
      const message = 'programme.scale.out-of-range';
      throw new AppError('invalid', { issues: [{ path: 'minutes', message, values: { least, most } }] });
    },
  });
}

/** Puts another programme in the place of one of which nothing was held yet [WS143]. */
export async function chooseProgramme(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<Changed> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, seen, programme } = parseInput(ProgrammeChoiceForm, input);
  const { kind, language } = await requireFacilitated(context.db, actor, workshopId);
  const plan = await findPlan(context.db, kind, programme, language);
  return replaceProgramme(context, actor, {
    find: async (trx) => requireSeen(trx, actor, await requireFacilitated(trx, actor, workshopId), seen),
    next(workshop) {
      if (workshop.position !== 'prepare' || !isUnopened(workshop.programme))
        throw new AppError('conflict', { reason: 'programme.begun' });
      return planProgramme(plan.programme, () => newId<'step'>());
    },
  });
}

async function replaceProgramme(
  context: WorkshopContext,
  actor: Actor,
  {
    find,
    next,
  }: { find: (trx: Queries) => Promise<WorkshopRow>; next: (workshop: WorkshopRow) => Programme },
): Promise<Changed> {
  let undoId: string | null = null;
  await changeWorkshop(context, actor, 'programme', {
    find,
    decide: (workshop) => ({ programme: next(workshop) }),
    also: async (trx, { id, programme: before, position }, { programme: after }) => {
      if (!after) return;
      undoId = await PROGRAMME_UNDO.keep(context, trx, actor, {
        workshopId: id,
        before: [...before],
        after: programmeMark(after, position),
      });
    },
  });
  return { undoId };
}

/** The programme of before, as long as nobody changed it and the room did not move since [WS147]. */
export const PROGRAMME_UNDO = undoable(
  'programme',
  v.object({ workshopId: v.string(), before: StoredProgramme, after: v.string() }),
  async (context: WorkshopContext, trx, actor, { workshopId, before, after }) => {
    requirePermission(actor, 'workshop.steer');
    const told = await changeWithin(context, trx, actor, 'programme', {
      find: (held) => requireSteered(held, actor, workshopId),
      decide: ({ programme, position }) => {
        if (programmeMark(programme, position) !== after)
          throw new AppError('conflict', { reason: 'programme.changedSince' });
        return { programme: before };
      },
    });
    return { after: told };
  },
);

/** The workshop, if its programme is still what the page showed. */
async function requireSeen(
  trx: Queries,
  actor: Actor,
  workshop: WorkshopRow,
  seen: string,
): Promise<WorkshopRow> {
  if (programmeMark(workshop.programme, workshop.position) === seen) return workshop;
  const subject = {
    kind: 'workshop',
    id: workshop.id,
    actions: ['workshop.programme', 'workshop.move'],
  } as const;
  throw await staleError(trx, actor, subject, workshop);
}
