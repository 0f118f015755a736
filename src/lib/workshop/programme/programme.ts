import type { Stage, StepId, StepKind, StepSettings, WorkshopStep } from '../step.ts';

/** The steps of a workshop in their order. */
export type Programme = readonly WorkshopStep[];

/** Where a workshop stands in its programme. */
export type Position = 'prepare' | 'closed' | StepId;

/** What became of a step so far. */
export type StepState = 'held' | 'current' | 'skipped' | 'to-come';

/** One change of the programme. `after: null` means: to the front. */
export type ProgrammeChange =
  | {
      change: 'add';
      kind: StepKind;
      title: string;
      minutes: number;
      after: string | null;
      settings?: StepSettings | undefined;
    }
  | {
      change: 'edit';
      step: string;
      title: string;
      instruction: string;
      minutes: number;
      settings?: StepSettings | undefined;
    }
  | { change: 'move'; step: string; after: string | null }
  | { change: 'skip'; step: string; isSkipped: boolean }
  | { change: 'remove'; step: string };

/** Why a change of the programme was not made. */
export type ProgrammeRefusal = 'unknown-step' | 'current-step' | 'held-step' | 'too-many-steps';

/** More parts than this are no programme for one workshop, over several days. */
export const MAX_STEPS = 60;

/** A step as it is before the room came to it. */
export function newStep(
  id: StepId,
  kind: StepKind,
  plan: { title: string; instruction?: string; minutes: number; settings?: StepSettings | undefined },
): WorkshopStep {
  const { title, instruction = '', minutes, settings = {} } = plan;
  return {
    id,
    kind,
    title,
    instruction,
    minutes,
    isSkipped: false,
    settings,
    enteredAtMs: null,
    spentMs: 0,
  };
}

/**
 * The programme after a change [WS10]. The step in which the room is cannot be skipped or removed,
 * and a step that was held is skipped rather than removed: what it gave belongs to it.
 */
export function changeProgramme(
  programme: Programme,
  change: ProgrammeChange,
  at: { position: Position; newId: () => StepId },
): Programme | ProgrammeRefusal {
  if (change.change === 'add') {
    if (programme.length >= MAX_STEPS) return 'too-many-steps';
    return insertAfter(programme, newStep(at.newId(), change.kind, change), change.after);
  }
  const step = programme.find(({ id }) => id === change.step);
  if (!step) return 'unknown-step';
  const isCurrent = step.id === at.position;
  const others = programme.filter((other) => other !== step);
  switch (change.change) {
    case 'edit': {
      const { title, instruction, minutes, settings = step.settings } = change;
      return replace(programme, { ...step, title, instruction, minutes, settings });
    }
    case 'move':
      return change.after === step.id ? programme : insertAfter(others, step, change.after);
    case 'skip':
      if (isCurrent && change.isSkipped) return 'current-step';
      return replace(programme, { ...step, isSkipped: change.isSkipped });
    case 'remove':
      if (isCurrent) return 'current-step';
      return step.enteredAtMs === null ? others : 'held-step';
  }
}

/** The programme with a step that was removed where it stood: after `after`, or last where that is gone too. */
export function putStepBack(
  programme: Programme,
  step: WorkshopStep,
  after: string | null,
): Programme | ProgrammeRefusal {
  if (programme.length >= MAX_STEPS) return 'too-many-steps';
  const changed = insertAfter(programme, step, after);
  return changed === 'unknown-step' ? [...programme, step] : changed;
}

/** The programme when the room goes from one position to another: time is written down where it was spent. */
export function recordMove(
  programme: Programme,
  from: Position,
  to: Position,
  move: { nowMs: number; sinceMs: number },
): Programme {
  return programme.map((step) => {
    let moved = step;
    if (step.id === from)
      moved = { ...moved, spentMs: step.spentMs + Math.max(0, move.nowMs - move.sinceMs) };
    if (step.id === to) moved = { ...moved, enteredAtMs: move.nowMs, isSkipped: false };
    return moved;
  });
}

/** Whether the room never was in any step: nobody but those who prepare has seen it. */
export function isUnopened(programme: Programme): boolean {
  return programme.every(({ enteredAtMs }) => enteredAtMs === null);
}

/** The step at a position; undefined before and after the programme. */
export function stepAt(programme: Programme, position: Position): WorkshopStep | undefined {
  return programme.find(({ id }) => id === position);
}

/** What a position means for the room. A step that is gone leaves the room in preparation. */
export function stageAt(programme: Programme, position: Position): Stage {
  if (position === 'closed') return 'closed';
  return stepAt(programme, position)?.kind ?? 'prepare';
}

/** What of a step the way through the programme depends on. */
type Stop = Pick<WorkshopStep, 'id' | 'isSkipped'>;

/** Where "go on" leads: past skipped steps, at last to the end. Undefined when it has ended. */
export function nextPosition(programme: readonly Stop[], position: Position): Position | undefined {
  if (position === 'closed') return undefined;
  const from = position === 'prepare' ? -1 : programme.findIndex(({ id }) => id === position);
  return programme.slice(from + 1).find(({ isSkipped }) => !isSkipped)?.id ?? 'closed';
}

/** Where "back" leads. Undefined before the first step. */
export function previousPosition(programme: readonly Stop[], position: Position): Position | undefined {
  if (position === 'prepare') return undefined;
  const from = position === 'closed' ? programme.length : programme.findIndex(({ id }) => id === position);
  return programme.slice(0, Math.max(0, from)).findLast(({ isSkipped }) => !isSkipped)?.id ?? 'prepare';
}

/** How long the steps that are held take, in minutes. */
export function plannedMinutes(programme: Programme): number {
  return programme.reduce((sum, step) => sum + (step.isSkipped ? 0 : step.minutes), 0);
}

/** What of a programme a page showed: another one means that somebody changed it since [WS147]. */
export function programmeMark(programme: Programme, position: Position): string {
  const marks = programme.map(({ id, minutes, isSkipped, enteredAtMs }) =>
    [id.slice(-8), minutes, isSkipped ? 's' : '', enteredAtMs === null ? '' : 'h'].join('.'),
  );
  return [position.slice(-8), ...marks].join(' ');
}

function replace(programme: Programme, changed: WorkshopStep): Programme {
  return programme.map((step) => (step.id === changed.id ? changed : step));
}

function insertAfter(
  programme: Programme,
  step: WorkshopStep,
  after: string | null,
): Programme | 'unknown-step' {
  const at = after === null ? 0 : programme.findIndex(({ id }) => id === after) + 1;
  if (at === 0 && after !== null) return 'unknown-step';
  return [...programme.slice(0, at), step, ...programme.slice(at)];
}

/** Where a step stands, in a workshop that is at `position`. */
export function stepState(
  step: Pick<WorkshopStep, 'id' | 'isSkipped' | 'enteredAtMs'>,
  position: Position,
): StepState {
  if (step.id === position) return 'current';
  if (step.isSkipped) return 'skipped';
  return step.enteredAtMs === null ? 'to-come' : 'held';
}
