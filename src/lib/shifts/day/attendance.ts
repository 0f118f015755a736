/** What somebody did of a shift, as it is said. */
export const ATTENDANCES = ['served', 'partly', 'not'] as const;
export type Attendance = (typeof ATTENDANCES)[number];

/** What was said of one shift: by whoever served, by a mentor, and by whoever settled it where these differ. */
export interface AttendanceWords {
  own: Attendance | null;
  mentor: Attendance | null;
  settled: Attendance | null;
}

/** What a shift came to; `open` while two words stand against each other [SH64]. */
export type AttendanceResult = Attendance | 'unsaid' | 'open';

export function attendanceOf({ own, mentor, settled }: AttendanceWords): AttendanceResult {
  if (settled !== null) return settled;
  if (own !== null && mentor !== null && own !== mentor) return 'open';
  return own ?? mentor ?? 'unsaid';
}

/** How much of a shift counts as served, in the fairness of rotas: whoever served in part did half of it. */
const SHARES: Readonly<Record<AttendanceResult, number>> = {
  served: 1,
  partly: 0.5,
  not: 0,
  // Nobody is worse off because nobody said anything, or because two do not agree yet.
  unsaid: 1,
  open: 1,
};

/** How much of a shift somebody served, 0 to 1 [SH65]; nothing of one that is not over. */
export function servedShare(words: AttendanceWords, isOver: boolean): number {
  return isOver ? SHARES[attendanceOf(words)] : 0;
}
