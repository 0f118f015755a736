import { asId } from '#lib/base/ids.ts';
import * as v from 'valibot';
import type { StepId } from '#lib/workshop/step.ts';
import { STAGES, STEP_KINDS } from '#lib/workshop/step.ts';
import type { Position } from '#lib/workshop/programme/programme.ts';
import { DEFINING } from '#lib/workshop/entries/entry.ts';
import { DOORS } from '#lib/workshop/join/room-places.ts';
import { QUIET_ROOM } from '#lib/workshop/room/room-state.ts';
import { WALL_THEMES } from '#lib/workshop/wall/wall.ts';

const stepId = v.pipe(
  v.string(),
  v.transform((id): StepId => asId<'step'>(id)),
);

/** A step as it was prepared and as it went. */
export const StoredStep = v.object({
  id: stepId,
  kind: v.picklist(STEP_KINDS),
  title: v.string(),
  instruction: v.string(),
  minutes: v.number(),
  isSkipped: v.boolean(),
  settings: v.object({
    budget: v.exactOptional(v.number()),
    capPerCause: v.exactOptional(v.number()),
    isAnonymous: v.exactOptional(v.boolean()),
  }),
  enteredAtMs: v.nullable(v.number()),
  spentMs: v.number(),
});

/** `workshop.programme`. */
export const StoredProgramme = v.array(StoredStep);

const StoredTimer = v.variant('kind', [
  v.object({ kind: v.literal('off') }),
  v.object({ kind: v.literal('running'), endsAtMs: v.number(), lengthMs: v.number() }),
  v.object({ kind: v.literal('paused'), remainingMs: v.number(), lengthMs: v.number() }),
]);

/** `workshop.room_state`: what an older version did not know yet is as in a quiet room. */
export const StoredRoomState = v.object({
  timer: v.optional(StoredTimer, QUIET_ROOM.timer),
  spotlight: v.optional(v.nullable(v.string()), QUIET_ROOM.spotlight),
  isLocked: v.optional(v.boolean(), QUIET_ROOM.isLocked),
  isPaused: v.optional(v.boolean(), QUIET_ROOM.isPaused),
  door: v.optional(v.picklist(DOORS), QUIET_ROOM.door),
  defining: v.optional(v.picklist(DEFINING), QUIET_ROOM.defining),
  pulse: v.optional(
    v.nullable(
      v.object({
        question: v.string(),
        isOpen: v.boolean(),
        answered: v.number(),
        counts: v.nullable(v.array(v.number())),
      }),
    ),
    QUIET_ROOM.pulse,
  ),
  icebreaker: v.optional(
    v.nullable(v.object({ question: v.string(), order: v.array(v.string()) })),
    QUIET_ROOM.icebreaker,
  ),
  wall: v.optional(
    v.object({ slide: v.nullable(v.string()), theme: v.picklist(WALL_THEMES) }),
    QUIET_ROOM.wall,
  ),
  grace: v.optional(
    v.nullable(
      v.object({
        kind: v.picklist(['step', 'lock']),
        untilMs: v.number(),
        stage: v.picklist(STAGES),
        isLocked: v.boolean(),
        isPaused: v.boolean(),
        left: v.nullable(stepId),
        phase: v.picklist(['typing', 'closing', 'sealed']),
      }),
    ),
    QUIET_ROOM.grace,
  ),
  news: v.optional(v.number(), QUIET_ROOM.news),
});

/** `workshop.position`: one of the two ends, or the id of a step. */
export function positionOf(stored: string): Position {
  return stored === 'prepare' || stored === 'closed' ? stored : asId<'step'>(stored);
}
