import { foldText } from '#lib/base/words/fold-text.ts';
import { labelNumber, labelWords } from './label-number.ts';
import { readLikert } from './likert.ts';
import type { ColumnSummary } from './summary.ts';

const GOOD =
  '(?:the )?(?:best|very good|excellent|very satisfied|completely satisfied|extremely satisfied|strongly agree|very easy|najlep|bardzo dobr|bardzo zadowol|calkowicie zadowol|zdecydowanie tak|zdecydowanie zgadzam|zdecydowanie sie zgadzam|doskonal|celujac|bardzo latw)';
const BAD =
  '(?:the )?(?:worst|very poor|very bad|poor|very dissatisfied|strongly disagree|very difficult|najgorz|bardzo zl|bardzo slab|bardzo niezadowol|zdecydowanie nie|niedostateczn|bardzo trudn)';
/** "1 = best", "(1 – bardzo dobrze, 5 – bardzo źle)": signs are already folded to spaces. */
const BEST_FIRST = new RegExp(
  `\\b[01] (?:means |to |oznacza )?${GOOD}|\\b(?:4|5|6|7|10) (?:means |to |oznacza )?${BAD}`,
);

/** Why a scale is thought to run from its best point down. */
export type DirectionReason = 'heading' | 'labels';

/**
 * Whether 1 is the best point of a rated column, from its heading or from the words beside the numbers of its
 * answers; undefined when nothing says so, for higher is better unless stated. See [SV31].
 */
export function reversedBecause(summary: ColumnSummary): DirectionReason | undefined {
  if (BEST_FIRST.test(foldText(`${summary.name} ${summary.label}`))) return 'heading';
  const labelled = summary.answers
    .map(({ text }) => ({ number: labelNumber(text), words: labelWords(text) }))
    .filter(({ number, words }) => !Number.isNaN(number) && words !== '');
  const points = readLikert(labelled.map(({ words }) => words))?.points;
  if (!points) return undefined;
  const slope = labelled.reduce(
    (sum, { number, words }, i) =>
      sum +
      labelled
        .slice(i + 1)
        .reduce(
          (inner, other) =>
            inner +
            Math.sign((number - other.number) * ((points.get(words) ?? 0) - (points.get(other.words) ?? 0))),
          0,
        ),
    0,
  );
  return slope < 0 ? 'labels' : undefined;
}
