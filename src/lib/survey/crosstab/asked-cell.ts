import type { SurveyTable } from '#lib/tabular/table/table.ts';
import type { Estimate } from '../measure/estimate.ts';
import type { CrossedAnswer } from '../wave/cross-view.ts';
import type { WaveFile } from '../wave/wave-file.ts';
import type { CrossAnswer, CrossQuestion } from './cross-question.ts';
import type { Crosstab } from './crosstab.ts';
import { findCrossQuestion, isCrossQuestion } from './find-question.ts';

/** The columns of a wave that make one question: a column, or all options of a multiple choice. */
export async function crossColumns(file: WaveFile, name: string): Promise<SurveyTable> {
  const isOf = ({ name: own, optionOf }: WaveFile['columns'][number]): boolean =>
    own === name || optionOf?.question === name;
  const question = file.columns.find(isOf)?.optionOf?.question;
  const names = file.columns.filter(
    (column) => isOf(column) || (question !== undefined && column.optionOf?.question === question),
  );
  return file.table(names.map((column) => column.name));
}

/** The question of a wave with this answer of it, or undefined where it has no such question. */
export async function crossQuestionOf(
  file: WaveFile,
  name: string,
  answer: CrossedAnswer | null,
): Promise<CrossQuestion | undefined> {
  const isGroup = answer !== null && answer.net !== null && answer.net !== 'own';
  const found = findCrossQuestion(await crossColumns(file, name), name, {
    form: isGroup ? 'nets' : 'answers',
    nets: answer?.net === 'own' ? [{ text: answer.text, answers: answer.members }] : [],
  });
  return isCrossQuestion(found) ? found : undefined;
}

/** One cell of a table as a figure; the column of everybody when `column` is null. Undefined where there is none. [SV171] */
export function cellEstimate(
  { rows, columns, all }: Crosstab,
  row: CrossedAnswer,
  column: CrossedAnswer | null,
): Estimate | undefined {
  const isSame = (one: CrossAnswer, other: CrossedAnswer): boolean =>
    one.text === other.text && (one.net ?? null) === other.net;
  const place = column === null ? -1 : columns.findIndex((each) => isSame(each, column));
  const found = rows.find((each) => isSame(each, row));
  const base = column === null ? all : columns[place];
  const cell = column === null ? found?.all : found?.cells[place];
  if (!base || !cell || base.n === 0) return undefined;
  const share = cell.share / 100;
  return {
    value: cell.share,
    n: base.n,
    effectiveN: base.effectiveN,
    standardError: 100 * Math.sqrt((share * (1 - share)) / base.effectiveN),
    interval: cell.interval,
  };
}
