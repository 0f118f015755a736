/**
 * How much a measured change has to be for each importance from 1 to 5: NPS points, or hundredths of the scale of a mean.
 * Under the first it is 1; to the second, third and fourth, each included, it is 2, 3 and 4; above it is 5 [IS57].
 */
export type ImportanceSteps = readonly [under: number, two: number, three: number, four: number];

/** Until an organisation says otherwise. */
export const USUAL_IMPORTANCE_STEPS: ImportanceSteps = [1, 2, 4, 7];

/** Below it a step would be finer than any figure that is shown. */
export const MIN_IMPORTANCE_STEP = 0.1;
/** A whole scale. */
export const MAX_IMPORTANCE_STEP = 100;

/** Whether these are four steps in their order, each within bounds. */
export function areImportanceSteps(steps: readonly number[]): steps is ImportanceSteps {
  return (
    steps.length === 4 &&
    steps.every((step, i) => step > (steps[i - 1] ?? 0)) &&
    steps.every((step) => step >= MIN_IMPORTANCE_STEP && step <= MAX_IMPORTANCE_STEP)
  );
}

/** The importance, from 1 to 5, of a change of so many points. */
export function importanceOfPoints(points: number, steps: ImportanceSteps): number {
  const [under, ...upTo] = steps;
  if (points < under) return 1;
  const at = upTo.findIndex((step) => points <= step);
  return at < 0 ? 5 : 2 + at;
}
