/** When one signs up for the tours of a round. */
export interface SignUpWindow {
  /** ISO; null from the first on. */
  opensOn: string | null;
  /** ISO, the last day; null until each tour begins. */
  closesOn: string | null;
}

/** Whether one can sign up on a day (ISO) [SH21]. */
export type WindowState = 'to-open' | 'open' | 'closed';

export function windowState({ opensOn, closesOn }: SignUpWindow, today: string): WindowState {
  if (opensOn !== null && today < opensOn) return 'to-open';
  return closesOn !== null && today > closesOn ? 'closed' : 'open';
}

const HOUR_MS = 60 * 60_000;

/** Until when somebody leaves a tour by themselves [SH3]. */
export function leavingEndsMs(
  { startsAtMs }: { startsAtMs: number },
  { leaveHours }: { leaveHours: number },
): number {
  return startsAtMs - leaveHours * HOUR_MS;
}
