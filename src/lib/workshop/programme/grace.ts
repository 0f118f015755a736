import type { Stage, StepId } from '../step.ts';
import { boardAccess, isSteering, isTakingPart, type Holds, type Participation } from '../workshop.ts';

/** How long a sentence may be finished after a step or a lock, in milliseconds [WS106]. */
export const GRACE_MS = 10_000;

/** What decides who has the pen. */
export interface Footing extends Holds {
  stage: Stage;
}

/** A step or a lock came while somebody typed: what is open may be finished until then [WS106]. */
export interface Grace extends Footing {
  kind: 'step' | 'lock';
  untilMs: number;
  /** The step that is sealed once everybody has finished; null where none was left. */
  left: StepId | null;
  /** Who typed may go on, or nobody any more, or what was left is sealed and only the reveal is missing. */
  phase: 'typing' | 'closing' | 'sealed';
}

/** Whether going from one footing to another takes the pen from somebody who may see on. */
export function takesPen(before: Footing, after: Footing): boolean {
  const loses = (participation: Participation): boolean =>
    boardAccess(participation, before.stage, before) === 'write' &&
    boardAccess(participation, after.stage, after) === 'read';
  return loses('facilitator') || loses('invited') || endsDrafts(before, after);
}

function endsDrafts(before: Footing, after: Footing): boolean {
  return before.stage === 'write' && after.stage !== 'write';
}

/** Whether somebody may still finish what they were writing on the board. */
export function mayFinishOnBoard(
  participation: Participation,
  now: Footing,
  grace: Grace | null,
  nowMs: number,
): boolean {
  return (
    isUnderWay(grace, nowMs) &&
    !isStopped(participation, now) &&
    boardAccess(participation, grace.stage, grace) === 'write' &&
    boardAccess(participation, now.stage, now) === 'read'
  );
}

/** Whether somebody may still finish what they were writing in silence. */
export function mayFinishDraft(
  participation: Participation,
  now: Footing,
  grace: Grace | null,
  nowMs: number,
): boolean {
  return (
    isUnderWay(grace, nowMs) &&
    !isStopped(participation, now) &&
    !isStopped(participation, grace) &&
    isTakingPart(participation) &&
    endsDrafts(grace, now)
  );
}

/** Whether what was written in silence is still to come onto the board. */
export function isRevealDue(grace: Grace | null): boolean {
  return grace?.stage === 'write';
}

function isUnderWay(grace: Grace | null, nowMs: number): grace is Grace {
  return grace !== null && grace.phase === 'typing' && nowMs < grace.untilMs;
}

/** A pause stops everybody at once, who steers excepted. */
function isStopped(participation: Participation, { isPaused }: Holds): boolean {
  return isPaused && !isSteering(participation);
}
