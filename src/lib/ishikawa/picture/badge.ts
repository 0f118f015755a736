/** A number beside a cause, in the units of the layout: a circle, or a pill when it has more digits. */
export const BADGE_HEIGHT = 22;
/** From the text of a cause to its badge. */
const GAP = 6;
const DIGIT = 8;

/** How wide a badge with this number is. */
export function badgeWidth(number: number): number {
  return Math.max(BADGE_HEIGHT, BADGE_HEIGHT - DIGIT + String(number).length * DIGIT);
}

/** What a layout has to keep free behind the text of a cause for its badge. */
export function badgeRoom(number: number | undefined): number {
  return number === undefined ? 0 : GAP + badgeWidth(number);
}
