import * as v from 'valibot';
import { requiredText } from '#lib/base/parse-input.ts';
import type { WaveView } from '../wave/view.ts';
import type { InsightQuestion, MeasureQuestion } from '../insights/insight.ts';

/** Which question of the survey a column asks, where its name is another. */
export const ColumnLinks = v.object({
  waveId: v.string(),
  links: v.pipe(
    v.array(v.object({ column: requiredText(1000), question: requiredText(1000) })),
    v.maxLength(2000),
    v.check(
      (links) => new Set(links.map(({ question }) => question)).size === links.length,
      'questions.twice',
    ),
  ),
});

/** A match that an analyst confirmed: this column of this wave asks that question of the survey. */
export interface ConfirmedLink {
  waveId: string;
  column: string;
  question: string;
}

/**
 * The name that a column of one wave has in another: through its confirmed question, otherwise its own
 * name. Undefined when the other wave's column of that name was confirmed to ask something else. See [SV48].
 */
export function columnInWave(
  links: readonly ConfirmedLink[],
  fromWaveId: string,
  toWaveId: string,
  column: string,
): string | undefined {
  if (fromWaveId === toWaveId) return column;
  const own = links.find((link) => link.waveId === fromWaveId && link.column === column);
  const question = own?.question ?? column;
  const there = links.filter(({ waveId }) => waveId === toWaveId);
  const renamed = there.find((link) => link.question === question);
  if (renamed) return renamed.column;
  return there.some((link) => link.column === question) ? undefined : question;
}

/**
 * A question of one wave with the names that its columns have in another: the measured one, its segment,
 * filters, weight and contrast. Undefined when one of them asks something else there. See [SV48].
 */
export function questionInWave(
  question: InsightQuestion,
  rename: (column: string) => string | undefined,
): InsightQuestion | undefined {
  const column = rename(question.column);
  if (column === undefined) return undefined;
  if (question.kind === 'phrase') {
    const contrast = rename(question.contrast.column);
    if (contrast === undefined) return undefined;
    return { ...question, column, contrast: { ...question.contrast, column: contrast } };
  }
  if (question.kind === 'share') {
    const by = rename(question.by.column);
    const others = by === undefined ? undefined : othersInWave(question, rename);
    return others && by !== undefined
      ? { ...question, column, by: { ...question.by, column: by }, ...others }
      : undefined;
  }
  const others = othersInWave(question, rename);
  const segment = question.segment && rename(question.segment.column);
  if (segment === undefined || !others) return undefined;
  return {
    ...question,
    column,
    segment: question.segment && segment !== null ? { ...question.segment, column: segment } : null,
    ...others,
  };
}

/** The weight and the filters of a question in another wave. */
function othersInWave(
  question: Pick<MeasureQuestion, 'weight' | 'filters'>,
  rename: (column: string) => string | undefined,
): Pick<MeasureQuestion, 'weight' | 'filters'> | undefined {
  const weight = question.weight === null ? null : rename(question.weight);
  if (weight === undefined) return undefined;
  const filters: NonNullable<MeasureQuestion['filters']> = [];
  for (const filter of question.filters ?? []) {
    const column = rename(filter.column);
    if (column === undefined) return undefined;
    filters.push({ ...filter, column });
  }
  return { weight, ...(question.filters && { filters }) };
}

/**
 * A view of one wave with the names that its measured column and its filters have in another. Undefined when
 * one of them asks something else there: a comparison without a filter would be of other people. See [SV49].
 */
export function viewInWave(
  view: WaveView,
  rename: (column: string) => string | undefined,
): WaveView | undefined {
  const measured = rename(view.measured);
  if (measured === undefined) return undefined;
  const filters: WaveView['filters'] = [];
  for (const filter of view.filters) {
    const column = rename(filter.column);
    if (column === undefined) return undefined;
    filters.push({ ...filter, column });
  }
  return { ...view, measured, filters };
}
