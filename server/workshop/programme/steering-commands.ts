import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  MAX_STEPS,
  changeProgramme,
  isUnopened,
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
import { GRACE_MS, takesPen, type Footing, type Grace } from '#lib/workshop/programme/grace.ts';
import { changeTimer, TIMER_OFF } from '#lib/workshop/programme/timer.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { fillByItself } from '../meeting/fill-agenda.ts';
import { countBallots } from '../ballots/count-ballots.ts';
import { readVotable } from '../ballots/require-open-step.ts';
import { undoable } from '#server/undo/undoable.ts';
import { changeWithin, changeWorkshop } from '../change-workshop.ts';
import { requireSteered } from '../participation.ts';
import { insertSeal } from '../seals/seal-store.ts';
import { readBoardForSeal } from '../seals/seal.ts';
import { readNotesForSeal } from '../meeting/notes.ts';
import { sealedNotes, sealedStep, showDrafts } from './finish-grace.ts';
import { clearReady } from './signal-store.ts';
import { StoredStep } from '../stored-workshop.ts';
import * as store from '../store.ts';
import { endWallsOf } from '../wall/wall-store.ts';

/**
 * Moves everybody to another place of the programme [WS2]. What the step ends with is sealed, its
 * time is written down, the next time box starts, and everybody's rights are asked again.
 */
export async function moveRoom(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(StepForm, input);
  const before = await requireSteered(context.db, actor, form.workshopId);
  // Who presses a step later than the others does not cut off who is finishing.
  if (before.room.grace && before.position === form.from) await context.graces.finish(form.workshopId);
  const isTyping = context.rooms.isTyping(form.workshopId);
  const board = await readBoardForSeal(context.rooms, form.workshopId);
  const notes = await readNotesForSeal(context.rooms, form.workshopId);
  const votable = await readVotable(context, form.workshopId);
  const atMs = context.clock();
  await changeWorkshop(context, actor, 'move', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: (workshop) => moveTo(workshop, form, { atMs, isTyping }),
    async also(trx, workshop, { programme = workshop.programme, room }) {
      const left = stepAt(programme, workshop.position);
      if (left && !room?.grace) {
        const results = await countBallots(trx, workshop.id, left, votable);
        await insertSeal(
          trx,
          workshop,
          { step: sealedStep(left), board, ...sealedNotes(notes), ...results },
          atMs,
        );
      }
      await clearReady(trx, workshop.id);
      if (form.to === 'closed') await endWallsOf(trx, workshop.id, atMs);
    },
    details: ({ stage: from }, { stage: to }) => ({ from, to }),
  });
  // After everybody lost the pen: what was typed until then is in the drafts.
  const moved = await store.findWorkshop(context.db, { id: form.workshopId });
  if (!moved) return;
  if (moved.stage === 'agenda') await fillByItself(context, actor, moved);
  if (moved.room.grace) await context.graces.begin(moved.id, moved.room.grace.untilMs);
  else
    await showDrafts(
      context,
      moved,
      moved.programme.find(({ id }) => id === form.from),
    );
}

/** The workshop at another place of its programme; the room is open and quiet there. */
function moveTo(
  workshop: store.WorkshopRow,
  form: { from: string; to: string },
  { atMs, isTyping }: { atMs: number; isTyping: boolean },
): store.WorkshopChange {
  if (workshop.position !== form.from)
    throw new AppError('stale', { reason: 'programme.moved', current: workshop });
  if (!isPosition(workshop, form.to))
    throw new AppError('not-found', { reason: 'programme.refusal.unknown-step' });
  // Who comes in has to know what for: an empty goal opens no workshop [WS152]; what a meeting is for its agenda says.
  const isUnsaid = workshop.kind === 'workshop' && workshop.goal.trim() === '';
  if (isUnsaid && isUnopened(workshop.programme) && stepAt(workshop.programme, form.to))
    throw new AppError('conflict', { reason: 'programme.noGoal' });
  const programme = recordMove(workshop.programme, workshop.position, form.to, {
    nowMs: atMs,
    sinceMs: workshop.movedAtMs,
  });
  const minutes = stepAt(programme, form.to)?.minutes;
  const stage = stageAt(programme, form.to);
  const after = { stage, isLocked: false, isPaused: false };
  return {
    programme,
    position: form.to,
    stage,
    movedAtMs: atMs,
    room: {
      ...workshop.room,
      timer: minutes ? changeTimer(TIMER_OFF, { change: 'start', minutes }, atMs) : TIMER_OFF,
      spotlight: null,
      wall: { ...workshop.room.wall, slide: null },
      isLocked: false,
      isPaused: false,
      grace: isTyping ? graceOf('step', workshop, after, atMs) : null,
      news: workshop.room.news + 1,
    },
  };
}

/** The time to finish that a change of the footing gives; null where nobody loses the pen by it. */
function graceOf(
  kind: Grace['kind'],
  workshop: store.WorkshopRow,
  after: Footing,
  atMs: number,
): Grace | null {
  const { isLocked, isPaused } = workshop.room;
  const before = { stage: workshop.stage, isLocked, isPaused };
  if (!takesPen(before, after, workshop.kind)) return null;
  const left = kind === 'step' ? (stepAt(workshop.programme, workshop.position)?.id ?? null) : null;
  return { kind, untilMs: atMs + GRACE_MS, ...before, left, phase: 'typing' };
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
  const { room: before } = await requireSteered(context.db, actor, form.workshopId);
  if (before.grace && before[form.hold] !== form.isOn) await context.graces.finish(form.workshopId);
  const isTyping = context.rooms.isTyping(form.workshopId);
  await changeWorkshop(context, actor, form.hold === 'isLocked' ? 'lock' : 'pause', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: (workshop) => {
      const room = { ...workshop.room, [form.hold]: form.isOn };
      const isLock = isTyping && form.hold === 'isLocked' && form.isOn && !workshop.room.grace;
      const after = { ...room, stage: workshop.stage };
      return { room: isLock ? { ...room, grace: graceOf('lock', workshop, after, context.clock()) } : room };
    },
  });
  const held = await store.findWorkshop(context.db, { id: form.workshopId });
  if (held?.room.grace?.kind === 'lock') await context.graces.begin(held.id, held.room.grace.untilMs);
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
