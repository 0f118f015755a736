import { foldText } from '#lib/base/words/fold-text.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';

const NEGATIVE_WORDS =
  /^(?:no|nie|not|dis|un|neutral|false|0)\b|dissatisf|unsatisf|niezadowol|churn|detractor/;

/**
 * The scores of a driver analysis' target by distinct answer: numbers as they are; two categories as 0 and 1, the
 * one that sounds worse being 0. With `answer` 1 for it and 0 for every other answer: a linear probability model
 * of its share. Undefined when there are no two different scores. See [SV21], [SV169].
 */
export function targetScores(
  target: SurveyColumn,
  decimal: '.' | ',',
  answer?: string,
): Float64Array | undefined {
  if (answer !== undefined) return answerMarks(target, answer);
  const scores = answerScores(target, decimal);
  if (new Set(scores.filter((score) => !Number.isNaN(score))).size > 1) return scores;
  const given = givenScores(target);
  const answers: number[] = [];
  for (let code = 1; code < target.dictionary.size; code++) if (given[code] === 1) answers.push(code);
  const [first, second] = answers;
  if (first === undefined || second === undefined || answers.length !== 2) return undefined;
  const isFirstWorse = NEGATIVE_WORDS.test(foldText(target.dictionary.textAt(first)));
  const binary = new Float64Array(target.dictionary.size).fill(NaN);
  binary[first] = isFirstWorse ? 0 : 1;
  binary[second] = isFirstWorse ? 1 : 0;
  return binary;
}

function answerMarks(target: SurveyColumn, answer: string): Float64Array | undefined {
  const marks = givenScores(target);
  for (let code = 1; code < marks.length; code++) {
    if (marks[code] === 1) marks[code] = Number(target.dictionary.textAt(code) === answer);
  }
  return marks.includes(0) && marks.includes(1) ? marks : undefined;
}
