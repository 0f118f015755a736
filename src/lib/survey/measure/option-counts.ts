import type { Interval } from './estimate.ts';
import { optionSplitter } from '../columns/joined-options.ts';
import { isChosen } from '../columns/option-groups.ts';
import { givenScores } from './scores.ts';
import type { JoinMark, SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import { sumTally, type Tally, tallyAnswers } from '#lib/tabular/table/tally.ts';
import { effectiveN } from './weights.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

/** How many chose one option. `share` and its interval are in percent of `n`, those who answered the question. */
export interface OptionCount {
  option: string;
  /** The column of the option, where each has its own. */
  column?: string;
  count: number;
  share: number;
  interval: Interval;
}

/** A multiple choice, however the file writes it: joined in one column or one column an option. */
export interface OptionQuestion {
  question: string;
  n: number;
  /** Kish's effective n; equal to n without weights. */
  effectiveN: number;
  /** The most chosen first. */
  options: readonly OptionCount[];
}

/**
 * The options of a column that joins them in one cell; each respondent counts once an option. With a weighted
 * tally shares and intervals are weighted (effective n); counts and n stay people. See [SV30].
 */
export function countJoinedOptions(column: SurveyColumn, mark: JoinMark, tally: Tally): OptionQuestion {
  const { dictionary } = column;
  const given = givenScores(column);
  const texts = Array.from({ length: dictionary.size }, (_, code) => dictionary.textAt(code));
  const optionsOf = optionSplitter(texts.slice(1), mark);
  const counts = new Map<string, { count: number; weight: number }>();
  // 1 for the answers that hold an option.
  const answered = new Float64Array(dictionary.size).fill(NaN);
  texts.forEach((text, code) => {
    const count = tally.counts[code] ?? 0;
    if (code === 0 || count === 0 || given[code] !== 1) return;
    const options = new Set(optionsOf(text));
    if (options.size > 0) answered[code] = 1;
    for (const option of options) {
      const own = counts.get(option) ?? { count: 0, weight: 0 };
      counts.set(option, { count: own.count + count, weight: own.weight + (tally.weights[code] ?? 0) });
    }
  });
  return describe(
    column.name,
    sumTally(tally, answered),
    [...counts].map(([option, each]) => ({ option, ...each })),
  );
}

/**
 * The questions that have a column for each option, in the order of the file. Whoever chose none of the options
 * cannot be told from whoever skipped the question, so n is everybody with at least one. See [SV30].
 */
export function countOptionColumns(table: SurveyTable): OptionQuestion[] {
  const columnsOf = new Map<string, SurveyColumn[]>();
  for (const column of table.columns) {
    if (column.role !== 'multi' || !column.optionOf) continue;
    const { question } = column.optionOf;
    columnsOf.set(question, [...(columnsOf.get(question) ?? []), column]);
  }
  return [...columnsOf].map(([question, columns]) => {
    const hasAny = new Uint8Array(table.rowCount);
    const counted = columns.map((column) => {
      const { codes, dictionary } = column;
      const given = givenScores(column);
      const chosen = Uint8Array.from({ length: dictionary.size }, (_, code) =>
        code > 0 && given[code] === 1 && isChosen(dictionary.textAt(code)) ? 1 : 0,
      );
      for (let row = 0; row < codes.length; row++) if (chosen[codes[row] ?? 0] === 1) hasAny[row] = 1;
      const { counts } = tallyAnswers(codes, dictionary.size);
      const count = counts.reduce((sum, each, code) => sum + (chosen[code] === 1 ? each : 0), 0);
      return { option: column.optionOf?.option ?? column.name, column: column.name, count, weight: count };
    });
    const n = hasAny.reduce((sum, any) => sum + any, 0);
    return describe(question, { n, weight: n, weightSquared: n }, counted);
  });
}

function describe(
  question: string,
  sums: Pick<ScoreSums, 'n' | 'weight' | 'weightSquared'>,
  counts: readonly { option: string; column?: string; count: number; weight: number }[],
): OptionQuestion {
  const effective = effectiveN(sums);
  const options = counts.map(({ weight, ...each }): OptionCount => {
    const proportion = sums.weight > 0 ? weight / sums.weight : 0;
    const [low, high] = wilsonInterval(proportion * effective, effective);
    return { ...each, share: 100 * proportion, interval: [100 * low, 100 * high] };
  });
  return {
    question,
    n: sums.n,
    effectiveN: effective,
    options: options.sort((a, b) => b.count - a.count),
  };
}
