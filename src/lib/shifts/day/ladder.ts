import { servedShare, type AttendanceWords } from './attendance.ts';

/** Somebody looks on at first, and serves from then on. */
export type LadderStep = 'shadow' | 'serve';

/** A shift of somebody's, with what was said of it. */
export interface PastShift extends AttendanceWords {
  startsAtMs: number;
  endsAtMs: number;
}

/**
 * Whether somebody looks on or serves on a tour that begins then [SH67]: whoever served nothing of an earlier tour looks
 * on. Null where the round has no ladder.
 */
export function ladderStep(
  shifts: readonly PastShift[],
  { startsAtMs, hasLadder }: { startsAtMs: number; hasLadder: boolean },
): LadderStep | null {
  if (!hasLadder) return null;
  const before = shifts.filter((shift) => shift.endsAtMs <= startsAtMs);
  return before.some((shift) => servedShare(shift, true) > 0) ? 'serve' : 'shadow';
}
