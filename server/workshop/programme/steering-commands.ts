import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  MAX_STEPS,
  changeProgramme,
  putStepBack,
  recordMove,
  stageAt,
  stepAt,
  type Position,
  type ProgrammeRefusal,
} from '#lib/workshop/programme/programme.ts';
import {
  HoldForm,
  StepForm,
  ProgrammeForm,
  SpotlightForm,
  TimerForm,
} from '#lib/workshop/programme/steering-forms.ts';
import { isAfterSilence } from '#lib/workshop/step.ts';
import { changeTimer, TIMER_OFF } from '#lib/workshop/programme/timer.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { countBallots } from '../ballots/count-ballots.ts';
import { readVotable } from '../ballots/require-open-step.ts';
import { undoable } from '#server/undo/undoable.ts';
import { changeWithin, changeWorkshop } from '../change-workshop.ts';
import { requireSteered } from '../participation.ts';
import { revealDrafts } from '../write/reveal.ts';
import { insertSeal } from '../seals/seal-store.ts';
import { readBoardForSeal } from '../seals/seal.ts';
import { clearReady } from './signal-store.ts';
import { StoredStep } from '../stored-workshop.ts';
import * as store from '../store.ts';

/**
 * Moves everybody to another place of the programme [WS2]. What the step ends with is sealed, its
 * time is written down, the next time box starts, and everybody's rights are asked again.
 */
export async function moveRoom(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(StepForm, input);
  await requireSteered(context.db, actor, form.workshopId);
  const board = await readBoardForSeal(context.rooms, form.workshopId);
  const votable = await readVotable(context, form.workshopId);
  const atMs = context.clock();
  await changeWorkshop(context, actor, 'move', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: (workshop) => moveTo(workshop, form, atMs),
    async also(trx, workshop, { programme = workshop.programme }) {
      const left = stepAt(programme, workshop.position);
      if (left) {
        const { id, kind, title, minutes, spentMs } = left;
        const results = await countBallots(trx, workshop.id, left, votable);
        await insertSeal(
          trx,
          workshop,
          { step: { id, kind, title, minutes, spentMs }, board, ...results },
          atMs,
        );
      }
      await clearReady(trx, workshop.id);
    },
    details: ({ stage: from }, { stage: to }) => ({ from, to }),
  });
  // After everybody lost the pen: what was typed until then is in the drafts.
  const moved = await store.findWorkshop(context.db, { id: form.workshopId });
  if (!moved || !isAfterSilence(moved.stage)) return;
  const shown = await revealDrafts(context, moved);
  // Nothing seals the board after the end: what only came onto it now gets a seal of its own.
  if (shown > 0 && moved.stage === 'closed') await sealAgain(context, moved, form.from);
}

async function sealAgain(context: WorkshopContext, workshop: store.WorkshopRow, left: string): Promise<void> {
  const step = workshop.programme.find(({ id }) => id === left);
  if (!step) return;
  const { id, kind, title, minutes, spentMs } = step;
  const board = await readBoardForSeal(context.rooms, workshop.id);
  const content = { step: { id, kind, title, minutes, spentMs }, board };
  await context.database.transaction((trx) => insertSeal(trx, workshop, content, context.clock()));
}

/** The workshop at another place of its programme; the room is open and quiet there. */
function moveTo(
  workshop: store.WorkshopRow,
  form: { from: string; to: string },
  atMs: number,
): store.WorkshopChange {
  if (workshop.position !== form.from)
    throw new AppError('stale', { reason: 'programme.moved', current: workshop });
  if (!isPosition(workshop, form.to))
    throw new AppError('not-found', { reason: 'programme.refusal.unknown-step' });
  const programme = recordMove(workshop.programme, workshop.position, form.to, {
    nowMs: atMs,
    sinceMs: workshop.movedAtMs,
  });
  const minutes = stepAt(programme, form.to)?.minutes;
  return {
    programme,
    position: form.to,
    stage: stageAt(programme, form.to),
    movedAtMs: atMs,
    room: {
      ...workshop.room,
      timer: minutes ? changeTimer(TIMER_OFF, { change: 'start', minutes }, atMs) : TIMER_OFF,
      spotlight: null,
      isLocked: false,
      isPaused: false,
      news: workshop.room.news + 1,
    },
  };
}

/** Adds, edits, moves, skips or removes a step [WS10]; one that is removed can be put back. */
export async function editProgramme(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(ProgrammeForm, input);
  let undoId: string | null = null;
  await changeWorkshop(context, actor, 'programme', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: (workshop) => {
      const { programme, position } = workshop;
      const changed = changeProgramme(programme, form, { position, newId: () => newId<'step'>() });
      if (typeof changed === 'string') throw refusedChange(changed);
      return { programme: changed };
    },
    also: async (trx, { id: workshopId, programme }) => {
      if (form.change !== 'remove') return;
      const index = programme.findIndex((step) => step.id === form.step);
      const step = programme[index];
      if (!step) return;
      const after = programme[index - 1]?.id ?? null;
      undoId = await STEP_UNDO.keep(context, trx, actor, { workshopId, step, after });
    },
  });
  return { undoId };
}

function refusedChange(refusal: ProgrammeRefusal): AppError {
  return new AppError('conflict', {
    reason: `programme.refusal.${refusal}`,
    values: { limit: MAX_STEPS },
  });
}

export const STEP_UNDO = undoable(
  'step',
  v.object({ workshopId: v.string(), step: StoredStep, after: v.nullable(v.string()) }),
  async (context: WorkshopContext, trx, actor, { workshopId, step, after }) => {
    requirePermission(actor, 'workshop.steer');
    const told = await changeWithin(context, trx, actor, 'programme', {
      find: (held) => requireSteered(held, actor, workshopId),
      decide: ({ programme }) => {
        const changed = putStepBack(programme, step, after);
        if (typeof changed === 'string') throw refusedChange(changed);
        return { programme: changed };
      },
    });
    return { after: told };
  },
);

/** Starts, pauses, goes on with, extends or stops the time box, by the server's clock [WS11]. */
export async function setTimer(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(TimerForm, input);
  await changeWorkshop(context, actor, 'timer', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({ room: { ...room, timer: changeTimer(room.timer, form, context.clock()) } }),
  });
}

/** Locks the board, or pauses everything, for those who do not steer [WS13]. */
export async function holdRoom(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(HoldForm, input);
  await changeWorkshop(context, actor, form.hold === 'isLocked' ? 'lock' : 'pause', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({ room: { ...room, [form.hold]: form.isOn } }),
  });
}

/** Shows one cause to everybody; without a cause everybody looks where they like again. */
export async function setSpotlight(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(SpotlightForm, input);
  await changeWorkshop(context, actor, 'spotlight', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({ room: { ...room, spotlight: form.causeId || null } }),
  });
}

function isPosition(workshop: store.WorkshopRow, to: string): to is Position {
  return to === 'prepare' || to === 'closed' || workshop.programme.some(({ id }) => id === to);
}
