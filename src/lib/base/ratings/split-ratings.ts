/** Fewer raters than this disagree about nothing yet: two may simply differ. */
export const MIN_SPLIT_RATERS = 3;
/** The ends of the scale from 1 to 5. */
const LOW_END = 2;
const HIGH_END = 4;

/**
 * Whether ratings from 1 to 5 are split: at least a third of the raters at each end, among three or more. A mean
 * in the middle would hide the quarrel [IS6] [WS33].
 */
export function isSplit(values: readonly number[]): boolean {
  if (values.length < MIN_SPLIT_RATERS) return false;
  const third = values.length / 3;
  return (
    values.filter((value) => value <= LOW_END).length >= third &&
    values.filter((value) => value >= HIGH_END).length >= third
  );
}
