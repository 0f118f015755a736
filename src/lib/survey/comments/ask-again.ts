import { buildCorpus } from './comment-corpus.ts';
import { groupByScore, groupBySegment } from './comment-groups.ts';
import { cellEstimate, crossQuestionOf } from '../crosstab/asked-cell.ts';
import { crosstab } from '../crosstab/crosstab.ts';
import { parseSearch, searchCorpus } from './comment-search.ts';
import { type Difference, difference } from '../measure/difference.ts';
import type { Estimate } from '../measure/estimate.ts';
import { keptEstimate } from '../measure/kept-estimate.ts';
import { FIRST_GROUP, SECOND_GROUP } from './keyness.ts';
import { measure } from '../measure/measure.ts';
import { answerScores } from '../measure/scores.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import type { WaveFigure } from '../wave/wave.ts';
import {
  type Insight,
  type InsightFigure,
  type InsightQuestion,
  isMeasured,
  type MeasureQuestion,
  type PhraseQuestion,
  type ShareQuestion,
} from '../insights/insight.ts';
import type { WaveFile } from '../wave/wave-file.ts';
import { rowWeights } from '../measure/weights.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

/** Then and now, and how far apart they are. */
export interface Comparison {
  now: Estimate;
  difference: Difference;
}

/**
 * The question of an insight asked of another wave: undefined when that wave lacks one of its columns or
 * nobody answered. The same columns, segment, filters and weights; nothing is guessed. See [SV71].
 */
export async function askAgain(file: WaveFile, question: InsightQuestion): Promise<Estimate | undefined> {
  if (question.kind === 'share') return shareOf(file, question);
  const column = await file.column(question.column);
  if (!column) return undefined;
  const found =
    question.kind === 'phrase'
      ? await phraseShare(file, column, question)
      : await measureOf(file, column, question);
  return found && found.n > 0 && Number.isFinite(found.value) ? found : undefined;
}

async function measureOf(
  file: WaveFile,
  column: SurveyColumn,
  question: MeasureQuestion,
): Promise<Estimate | undefined> {
  const rows = await rowsOf(file, question);
  return rows && measure(column, question.kind, file.decimal, rows);
}

/** The rows that a question is about, with their weights; undefined when the wave lacks one of its columns. */
export async function rowsOf(
  file: WaveFile,
  question: Pick<MeasureQuestion, 'segment' | 'filters' | 'weight'>,
): Promise<{ mask: Uint8Array; weights: Float64Array | undefined } | undefined> {
  const mask = new Uint8Array(file.rowCount).fill(1);
  const conditions: NonNullable<MeasureQuestion['filters']> = [
    ...(question.segment ? [{ column: question.segment.column, values: [question.segment.value] }] : []),
    ...(question.filters ?? []),
  ];
  for (const condition of conditions) {
    const by = await file.column(condition.column);
    if (!by) return undefined;
    const scores = condition.range && answerScores(by, file.decimal);
    const isIn = Uint8Array.from({ length: by.dictionary.size }, (_, code) => {
      const score = scores?.[code] ?? NaN;
      const [low, high] = condition.range ?? [-Infinity, Infinity];
      const fitsRange = scores === undefined || (score >= low && score <= high);
      const fitsValues =
        condition.values === undefined || condition.values.includes(by.dictionary.textAt(code));
      return Number(code > 0 && fitsRange && fitsValues);
    });
    for (let row = 0; row < mask.length; row++) if (isIn[by.codes[row] ?? 0] === 0) mask[row] = 0;
  }
  const weight = question.weight === null ? undefined : await file.column(question.weight);
  if (question.weight !== null && !weight) return undefined;
  const weights = weight && rowWeights(weight, file.decimal);
  return { mask, weights };
}

/** The cell of a crosstab, found by the answers that it is of; undefined where the wave lacks one of them. */
async function shareOf(file: WaveFile, question: ShareQuestion): Promise<Estimate | undefined> {
  const rows = await rowsOf(file, question);
  const row = await crossQuestionOf(file, question.column, question.answer);
  const column = await crossQuestionOf(file, question.by.column, question.by.answer);
  if (!rows || !row || !column) return undefined;
  const listed = Uint32Array.from(rows.mask.keys()).filter((at) => rows.mask[at] === 1);
  const table = crosstab(row, column, { rows: listed, weights: rows.weights });
  return cellEstimate(table, question.answer, question.by.answer);
}

async function phraseShare(
  file: WaveFile,
  column: SurveyColumn,
  { contrast, side, term, isFolded }: PhraseQuestion,
): Promise<Estimate | undefined> {
  const by = await file.column(contrast.column);
  if (!by) return undefined;
  const corpus = buildCorpus(column);
  const groups =
    contrast.kind === 'score'
      ? groupByScore(corpus, by, file.decimal)
      : groupBySegment(corpus, by, contrast.value);
  const wanted = side === 'first' ? FIRST_GROUP : SECOND_GROUP;
  const hits = searchCorpus(corpus, parseSearch(isFolded ? term : `"${term}"`));
  let count = 0;
  let n = 0;
  for (let comment = 0; comment < hits.length; comment++) {
    if (groups[comment] !== wanted) continue;
    n++;
    count += hits[comment] ?? 0;
  }
  const [low, high] = wilsonInterval(count, n);
  const share = count / n;
  return {
    value: 100 * share,
    n,
    effectiveN: n,
    standardError: 100 * Math.sqrt((share * (1 - share)) / n),
    interval: [100 * low, 100 * high],
  };
}

/**
 * The stored figure of a wave that answers the question, for whoever may not see rows; undefined when the
 * question is about a part of the respondents, weighted, or a phrase: those are not stored.
 */
export function storedAnswer(
  figures: readonly WaveFigure[],
  question: InsightQuestion,
): Estimate | undefined {
  const isOfEverybody =
    isMeasured(question) &&
    question.segment === null &&
    question.weight === null &&
    (question.filters ?? []).length === 0;
  if (!isOfEverybody) return undefined;
  const figure = figures.find(({ column, kind }) => column === question.column && kind === question.kind);
  return figure && keptEstimate(question.kind, figure, false);
}

/** How the insight's figure and a later one differ, by z from their standard errors (two-sided p) [SV19]. */
export function compareWith(
  { question }: Pick<Insight, 'question'>,
  then: InsightFigure,
  now: Estimate,
): Comparison {
  return { now, difference: difference(now, keptEstimate(question.kind, then, question.weight !== null)) };
}
