import { dayColumn } from './day-column.ts';
import { measureKinds, measureParts } from '../measure/measure.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import { packCodes, type PackedCodes } from '#lib/tabular/table/packed-codes.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import type { ColumnRole, Scale, SurveyColumn } from '#lib/tabular/table/table.ts';
import { tallyAnswers } from '#lib/tabular/table/tally.ts';

/** A column that the dashboard charts and filters, with everything that follows from its answers alone. */
export interface Facet {
  /** Of a date: its days. */
  column: SurveyColumn;
  codes: PackedCodes;
  /** Scores, numbers or days of the distinct answers; NaN where there is none. */
  numbers: Float64Array;
  given: Float64Array;
  kinds: readonly MeasureKind[];
  parts: ReadonlyMap<MeasureKind, Float64Array>;
  /** Brushed as a range of numbers or days, else chosen answer by answer. */
  isRange: boolean;
  /** The answers in the order of their bars: along a scale, else by how many gave them. Empty for a range. */
  order: readonly number[];
}

/** What the page knows of a facet before any question. */
export interface FacetOutline {
  name: string;
  label: string;
  role: ColumnRole;
  scale: Scale | undefined;
  kinds: readonly MeasureKind[];
  isRange: boolean;
  /** Distinct answers, N/A left out. */
  answers: number;
}

const CHARTED: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'number', 'category', 'date'];

/** The facet of a column, or undefined for one that has no chart: ids, comments, weights. */
export function facetOf(source: SurveyColumn, decimal: '.' | ','): Facet | undefined {
  if (!CHARTED.includes(source.role)) return undefined;
  const day = source.role === 'date' ? dayColumn(source) : undefined;
  const scaled = day?.column ?? source;
  const column = { ...scaled, scale: scaled.scale ?? findScale(scaled, decimal) };
  const numbers = day?.days ?? answerScores(column, decimal);
  const kinds = measureKinds(column);
  const given = day ? day.days.map((each) => (Number.isNaN(each) ? NaN : 1)) : givenScores(column);
  const isRange = column.role === 'number' || column.role === 'date';
  return {
    column,
    codes: packCodes(column.codes, column.dictionary.size),
    numbers,
    given,
    kinds,
    parts: new Map(kinds.map((kind) => [kind, measureParts(column, kind, decimal)])),
    isRange,
    order: isRange ? [] : orderOf(column, numbers, given),
  };
}

export function outlineOf({ column, kinds, isRange, order }: Facet): FacetOutline {
  const { name, label, role, scale } = column;
  return { name, label: label || name, role, scale, kinds, isRange, answers: order.length };
}

function orderOf(column: SurveyColumn, numbers: Float64Array, given: Float64Array): number[] {
  const { counts } = tallyAnswers(column.codes, column.dictionary.size);
  const codes = [...given.keys()].filter((code) => given[code] === 1 && (counts[code] ?? 0) > 0);
  const numberOf = (code: number): number => numbers[code] ?? NaN;
  const isScale = column.role !== 'category' && codes.some((code) => !Number.isNaN(numberOf(code)));
  return codes.sort((a, b) =>
    isScale ? (numberOf(a) || 0) - (numberOf(b) || 0) || a - b : (counts[b] ?? 0) - (counts[a] ?? 0) || a - b,
  );
}

/** The scale of a rated column whose file names none: from its lowest to its highest answer. */
function findScale(column: SurveyColumn, decimal: '.' | ','): Scale | undefined {
  if (column.role === 'nps') return { min: 0, max: 10 };
  if (!['csat', 'ces', 'rating'].includes(column.role)) return undefined;
  let min = Infinity;
  let max = -Infinity;
  for (const score of answerScores(column, decimal)) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  return min < max ? { min, max } : undefined;
}
