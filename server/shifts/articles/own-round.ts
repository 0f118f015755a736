import type { OwnShiftRow } from '../store.ts';

/** The round of the shift that somebody is on, else of the last that began, else of the next; null without any. */
export function roundOfShift(
  shifts: readonly Pick<OwnShiftRow, 'roundId' | 'startsAtMs'>[],
  nowMs: number,
): string | null {
  const inOrder = shifts.toSorted((one, other) => one.startsAtMs - other.startsAtMs);
  const begun = inOrder.findLast(({ startsAtMs }) => startsAtMs <= nowMs);
  return (begun ?? inOrder[0])?.roundId ?? null;
}
