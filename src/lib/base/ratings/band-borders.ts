/**
 * From where on an issue counts as important, and as urgent: what the organisation says and the matrix draws
 * [IS3] [IS52].
 */
export interface BandBorders {
  importance: number;
  urgency: number;
}

/** The middle of the scale from 1 to 5, until an organisation says otherwise. */
export const USUAL_BORDERS: BandBorders = { importance: 3, urgency: 3 };

/** Both bands on either side of a border keep some room. */
export const MIN_BORDER = 1.5;
export const MAX_BORDER = 4.5;
/** Borders lie between squares of the matrix, whose side this is: no square is in two bands. */
export const BORDER_STEP = 0.25;

/** Whether a border lies where one may. */
export function isBorder(value: number): boolean {
  return value >= MIN_BORDER && value <= MAX_BORDER && Number.isInteger(value / BORDER_STEP);
}
