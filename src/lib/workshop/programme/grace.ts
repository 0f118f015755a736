import type { MeetingKind } from '../meeting-kind.ts';
import { notesAccess } from '../notes-access.ts';
import type { BoardAccess, Stage, StepId } from '../step.ts';
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

/** Whether going from one footing to another takes the pen from somebody who may see on, on the board or in the notes. */
export function takesPen(before: Footing, after: Footing, kind: MeetingKind = 'workshop'): boolean {
  const loses = (participation: Participation): boolean =>
    endsPen(
      boardAccess(participation, before.stage, { ...before, kind }),
      boardAccess(participation, after.stage, { ...after, kind }),
    ) ||
    endsPen(notesAccess(participation, { ...before, kind }), notesAccess(participation, { ...after, kind }));
  return loses('facilitator') || loses('invited') || endsDrafts(before, after);
}

function endsPen(before: BoardAccess, after: BoardAccess): boolean {
  return before === 'write' && after === 'read';
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
  kind: MeetingKind = 'workshop',
): boolean {
  return (
    isUnderWay(grace, nowMs) &&
    !isStopped(participation, now) &&
    boardAccess(participation, grace.stage, { ...grace, kind }) === 'write' &&
    boardAccess(participation, now.stage, { ...now, kind }) === 'read'
  );
}

/** Whether somebody may still finish what they were writing in the notes. */
export function mayFinishNotes(
  participation: Participation,
  now: Footing,
  grace: Grace | null,
  nowMs: number,
  kind: MeetingKind,
): boolean {
  return (
    isUnderWay(grace, nowMs) &&
    !isStopped(participation, now) &&
    endsPen(notesAccess(participation, { ...grace, kind }), notesAccess(participation, { ...now, kind }))
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
