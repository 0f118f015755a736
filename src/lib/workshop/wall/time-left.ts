const LAST_MINUTE_MS = 60_000;

/** Whether it is time to come to an end: the last tenth of the time box, or its last minute, whichever is longer. */
export function isNearlyOver(leftMs: number, lengthMs: number): boolean {
  return leftMs <= Math.max(LAST_MINUTE_MS, lengthMs / 10);
}
