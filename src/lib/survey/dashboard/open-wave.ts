// Above 300 lines: all questions that a page asks of one open wave, over the same few arrays.
import { seededRandom } from '#lib/base/random.ts';
import { allowedAnswers } from '../facets/allowed-answers.ts';
import type {
  DashboardAnswer,
  DriverAnswer,
  DriverQuestion,
  FacetFigures,
  ImportanceAnswer,
  ImportanceQuestion,
  PairQuestion,
  SegmentCountsAnswer,
  SegmentCountsQuestion,
  SegmentQuestion,
  TrendPoint,
  WaveOutline,
} from './analysis-calls.ts';
import { Crossfilter } from '../facets/crossfilter.ts';
import { periodsOf, readablePeriod } from '../facets/day-column.ts';
import { chooseItems } from '../drivers/choose-items.ts';
import {
  BOOTSTRAP_SEED,
  canVary,
  FEWEST_PER_ITEM,
  predictorOf,
  RATED_ROLES,
  reportDrivers,
} from '../drivers/driver-report.ts';
import { type BarPlaces, fillBars, placeBars } from '../facets/facet-bars.ts';
import { type Facet, facetOf, outlineOf } from '../facets/facet.ts';
import type { Estimate } from '../measure/estimate.ts';
import { EFFECT_SEED } from '../effect/bootstrap.ts';
import type { SegmentCounts } from '../effect/measure-effect.ts';
import type { ScoreCounts } from '../effect/score-counts.ts';
import { linearEffect } from '../effect/linear-effect.ts';
import { estimateFrom } from '../measure/measure.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import { type PairReport, reportPair } from '../segments/pair-report.ts';
import { type ScoreSums, sumByGroup, sumsOfGroup } from '#lib/tabular/table/score-sums.ts';
import { reportCells, type SegmentReport } from '../segments/segment-report.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { sumTally, type Tally, tallyAnswers } from '#lib/tabular/table/tally.ts';
import { targetScores } from '../drivers/target-scores.ts';
import type { WaveView } from '../wave/view.ts';
import { rowWeights } from '../measure/weights.ts';
import { MOST_LMG_PREDICTORS } from '../drivers/lmg.ts';

/** Larger tables of crossed answers are summed over the rows instead of being laid out. */
const MOST_CROSSED_CELLS = 1 << 18;

/**
 * One wave in memory and the answers to a page's questions: the dashboard under a set of filters, drivers,
 * segments. Plain and synchronous; the worker runs it beside the page, tests run it in place. It is long
 * because it is the one place where a question meets the columns.
 */
export class OpenWave {
  readonly #table: SurveyTable;
  readonly #facets: readonly Facet[];
  readonly #places: readonly BarPlaces[];
  readonly #crossfilter: Crossfilter;
  readonly #weightName: string | undefined;
  readonly #weights: Float64Array | undefined;
  readonly #applied = new Map<number, string>();
  #usesWeights = false;

  constructor(table: SurveyTable) {
    this.#table = table;
    this.#facets = table.columns.flatMap((column) => facetOf(column, table.decimal) ?? []);
    this.#places = this.#facets.map(placeBars);
    this.#crossfilter = new Crossfilter(
      this.#facets.map(({ codes, column }) => ({ codes, size: column.dictionary.size })),
      table.rowCount,
    );
    const weight = table.columns.find(({ role }) => role === 'weight');
    this.#weightName = weight?.name;
    this.#weights = weight && rowWeights(weight, table.decimal);
  }

  /** Columns with a chart; the whole outline also knows what can be crossed. */
  get outline(): Omit<WaveOutline, 'crossable'> {
    return {
      rowCount: this.#table.rowCount,
      weightName: this.#weightName,
      facets: this.#facets.map(outlineOf),
    };
  }

  /** Every chart and figure of the dashboard under a view. */
  dashboard(view: WaveView): DashboardAnswer {
    this.#apply(view);
    const selected = this.#crossfilter.selected();
    const filtered = new Set(view.filters.map(({ column }) => column));
    const facets = this.#facets.map((facet, i) => this.#figures(facet, i, selected[i], filtered));
    const at = this.#measuredAt(view);
    const facet = this.#facets[at];
    const kind = facet && this.#kindOf(facet, view);
    return {
      rowCount: this.#table.rowCount,
      selectedRows: this.#crossfilter.selection.passing.length,
      facets,
      measured:
        facet && kind
          ? {
              name: facet.column.name,
              kind,
              estimate: this.#estimate(facet, kind, selected[at]),
              all: this.#overall(facet, kind),
              trend: this.#trend(at, kind, view),
            }
          : undefined,
    };
  }

  /** A measure in every cell of up to two crossed categories, under the view's filters. See [SV45]. */
  segments({ view, columns, measured, kind }: SegmentQuestion): SegmentReport | undefined {
    this.#apply(view);
    const at = this.#indexOf(measured);
    const parts = this.#facets[at]?.parts.get(kind);
    const groups = columns.map((name) => this.#indexOf(name)).filter((index) => index >= 0 && index !== at);
    if (!parts || groups.length === 0) return undefined;
    const facets = groups.flatMap((index) => this.#facets[index] ?? []);
    const [first, second] = facets;
    if (!first) return undefined;
    const sums = this.#sumsByAnswer(at, parts, groups);
    const size = first.column.dictionary.size;
    const textOf = (facet: Facet, code: number): string => facet.column.dictionary.textAt(code);
    const cells = first.order.flatMap((a) =>
      (second?.order ?? [0]).map((b) => ({
        answers: second ? [textOf(first, a), textOf(second, b)] : [textOf(first, a)],
        sums: sums(a + (second ? size * b : 0)),
      })),
    );
    return reportCells(kind, cells);
  }

  /**
   * Every measure of two cells of a table of up to two crossed categories, under the view's filters; undefined
   * when the wave lacks a column or an answer. Cells of one table are of different people. See [SV92].
   */
  pair({ view, columns, first, second }: PairQuestion): PairReport | undefined {
    this.#apply(view);
    const groups = columns.map((name) => this.#indexOf(name));
    const cellOf = (answers: readonly string[]): number | undefined => {
      let cell = 0;
      let size = 1;
      for (const [i, at] of groups.entries()) {
        const facet = this.#facets[at];
        const code = facet?.order.find((each) => facet.column.dictionary.textAt(each) === answers[i]);
        if (!facet || code === undefined) return undefined;
        cell += code * size;
        size *= facet.column.dictionary.size;
      }
      return cell;
    };
    const [a, b] = [cellOf(first), cellOf(second)];
    if (a === undefined || b === undefined || a === b || groups.length === 0) return undefined;
    return reportPair(
      this.#facets.flatMap((facet, at) =>
        groups.includes(at)
          ? []
          : facet.kinds.flatMap((kind) => {
              const parts = facet.parts.get(kind);
              if (!parts) return [];
              const sums = this.#sumsByAnswer(at, parts, groups);
              const { name, label } = facet.column;
              return [{ column: name, label: label || name, kind, first: sums(a), second: sums(b) }];
            }),
      ),
    );
  }

  /** The rows under a view's filters, and what they weigh. */
  peopleOf(view: WaveView): { rows: Uint32Array; weights: Float64Array | undefined } {
    this.#apply(view);
    return {
      rows: this.#crossfilter.selection.passing,
      weights: this.#usesWeights ? this.#weights : undefined,
    };
  }

  /** What drives a target among the rated items, under the view's filters. See [SV43]. */
  drivers({ view, target, answer, items, missing }: DriverQuestion): DriverAnswer {
    this.#apply(view);
    const column = this.#table.columns.find(({ name }) => name === target);
    const scores = column && targetScores(column, this.#table.decimal, answer);
    const isRated = ({ column: { role } }: Facet): boolean => RATED_ROLES.some((each) => each === role);
    const rated = this.#facets.filter((facet) => isRated(facet) && facet.column.name !== target);
    const candidates = rated.map(({ column: { name, label } }) => ({ name, label: label || name }));
    if (!column || !scores) return { candidates, report: undefined, isTooMany: false, choice: undefined };
    const rows = this.#crossfilter.selection.passing;
    const weights = this.#usesWeights ? this.#weights : undefined;
    // What leaves too few respondents together is left out only where all of it is needed, and nobody chose.
    const choice =
      items || missing === 'pairwise'
        ? undefined
        : chooseItems(
            { column, scores },
            rated.map((facet) => ({ column: facet.column, scores: facet.numbers })),
            rows,
            { weights, fewestPerItem: FEWEST_PER_ITEM },
          );
    const names = choice?.kept ?? items;
    const chosen = rated.filter(
      ({ column: { name }, numbers }) => (!names || names.includes(name)) && canVary({ scores: numbers }),
    );
    const report = reportDrivers(
      { column, scores },
      chosen.map((facet) =>
        predictorOf(
          { column: facet.column, scores: facet.numbers },
          this.#crossfilter.crossed([this.#facets.indexOf(facet)]),
        ),
      ),
      rows,
      { missing, weights, random: seededRandom(BOOTSTRAP_SEED) },
    );
    return { candidates, report, isTooMany: chosen.length > MOST_LMG_PREDICTORS, choice };
  }

  /** What goes with a driver that reaches a level, under the view's filters; every answer counts once. See [SV117]. */
  importance({ view, target, kind, driver, held, level }: ImportanceQuestion): ImportanceAnswer {
    this.#apply({ ...view, isWeighted: false });
    const facetOfName = (name: string): Facet | undefined => this.#facets[this.#indexOf(name)];
    const [measured, drives] = [facetOfName(target), facetOfName(driver)];
    const parts = measured?.parts.get(kind);
    const segment = level.kind === 'segment' ? this.#segmentMean(driver, level) : undefined;
    const scales = {
      driverScale: drives?.column.scale,
      targetScale: kind === 'nps' ? undefined : measured?.column.scale,
      segment,
    };
    const reached = level.kind === 'value' ? level.value : segment?.value;
    if (!measured || !parts || !drives || reached === undefined) return { effect: undefined, ...scales };
    const variableOf = ({ column, numbers: scores }: Facet) => ({ column, scores });
    const effect = linearEffect(
      {
        target: { column: measured.column, scores: kind === 'nps' ? parts.map((part) => 100 * part) : parts },
        driver: variableOf(drives),
        controls: held.flatMap((name) => facetOfName(name) ?? []).map(variableOf),
      },
      reached,
      this.#crossfilter.selection.passing,
      seededRandom(EFFECT_SEED),
    );
    return { effect, ...scales };
  }

  /** How often each segment scored what: NPS as +100, 0, -100, a share as 100 and 0, or the score. See [SV118]. */
  segmentCounts(question: Omit<SegmentCountsQuestion, 'wave'>): SegmentCountsAnswer | undefined {
    const facetCalled = (called: string): Facet | undefined =>
      this.#facets.find(({ column: { name, label } }) => name === called || label === called);
    const measured = this.#facets[this.#indexOf(question.column)];
    const parts = measured?.parts.get(question.kind);
    const by = question.by === '' ? undefined : facetCalled(question.by);
    const columns = [...new Set(question.besides.map(({ column }) => column))];
    const besides = columns.map(facetCalled);
    if (!measured || !parts || besides.includes(undefined)) return undefined;
    if (!by && question.by !== '') return undefined;
    const weights = question.isWeighted === true ? this.#weights : undefined;
    if (question.isWeighted === true && !weights) return undefined;
    const unit = question.kind === 'mean' ? 1 : 100;
    const textOf = (facet: Facet, code: number): string => facet.column.dictionary.textAt(code);
    const touchedBesides = (called: string): string[] =>
      question.besides.filter(({ column }) => column === called).map(({ value }) => value);
    const kept = besides.map((facet, i) => {
      const touched = touchedBesides(columns[i] ?? '');
      const others = facet ? facet.order.filter((code) => !touched.includes(textOf(facet, code))) : [];
      return { facet, codes: new Set(others) };
    });
    const counts = new Map<number, AnswerSums>();
    for (let row = 0; row < this.#table.rowCount; row++) {
      const segment = by?.codes[row] ?? 0;
      if (by && by.given[segment] !== 1) continue;
      const isTouched = !by || question.touched.includes(textOf(by, segment));
      if (!isTouched && kept.some(({ facet, codes }) => !codes.has(facet?.codes[row] ?? 0))) continue;
      const weight = weights ? (weights[row] ?? NaN) : 1;
      if (!(weight > 0)) continue;
      const own = counts.get(segment) ?? emptySums(parts.length);
      const answer = measured.codes[row] ?? 0;
      own.counts[answer] = (own.counts[answer] ?? 0) + 1;
      own.weights[answer] = (own.weights[answer] ?? 0) + weight;
      own.squares[answer] = (own.squares[answer] ?? 0) + weight ** 2;
      counts.set(segment, own);
    }
    const scored = (name: string, code: number): SegmentCounts => {
      const sums = counts.get(code) ?? emptySums(parts.length);
      return { name, ...countScores(parts, unit, sums, weights !== undefined) };
    };
    const segments = by ? by.order.map((code) => scored(textOf(by, code), code)) : [scored('', 0)];
    const isTouched = ({ name }: { name: string }): boolean => !by || question.touched.includes(name);
    return {
      label: measured.column.label || measured.column.name,
      by: by?.column.name ?? '',
      byLabel: by?.column.label || by?.column.name || '',
      weight: weights ? (this.#weightName ?? null) : null,
      besides: kept.flatMap(({ facet, codes }) =>
        facet ? [{ column: facet.column.name, others: [...codes].map((code) => textOf(facet, code)) }] : [],
      ),
      touched: segments.filter(isTouched),
      untouched: segments.filter((segment) => !isTouched(segment)),
    };
  }

  /** The mean of a column within one segment, under the filters that are set. */
  #segmentMean(name: string, { column, value }: { column: string; value: string }): Estimate | undefined {
    const at = this.#indexOf(name);
    const by = this.#indexOf(column);
    const parts = this.#facets[at]?.parts.get('mean');
    const facet = this.#facets[by];
    const code = facet?.order.find((each) => facet.column.dictionary.textAt(each) === value);
    if (!parts || code === undefined || at === by) return undefined;
    const found = estimateFrom('mean', this.#sumsByAnswer(at, parts, [by])(code));
    return found.n > 0 ? found : undefined;
  }

  /**
   * One measure under a view, for the comparison of waves; undefined when this wave lacks the column, or one
   * that the view filters or weighs by: without it the figure would be of other people. See [SV49].
   */
  figure(view: WaveView, name: string, kind: MeasureKind): Estimate | undefined {
    const at = this.#indexOf(name);
    const facet = this.#facets[at];
    if (!facet?.parts.has(kind)) return undefined;
    const isComplete = view.filters.every(({ column }) => this.#indexOf(column) >= 0);
    if (!isComplete || (view.isWeighted && !this.#weights)) return undefined;
    this.#apply(view);
    return this.#estimate(facet, kind, this.#crossfilter.selected()[at]);
  }

  /** Sets only the filters that changed since the last question. */
  #apply(view: WaveView): void {
    this.#usesWeights = view.isWeighted && this.#weights !== undefined;
    this.#crossfilter.weigh(this.#usesWeights ? this.#weights : undefined);
    const wanted = new Map(view.filters.map((filter) => [this.#indexOf(filter.column), filter]));
    wanted.delete(-1); // a filter of a column that this wave lacks
    for (const index of [...this.#applied.keys()]) {
      if (wanted.has(index)) continue;
      this.#crossfilter.release(index);
      this.#applied.delete(index);
    }
    for (const [index, filter] of wanted) {
      const key = JSON.stringify(filter);
      const facet = this.#facets[index];
      if (!facet || this.#applied.get(index) === key) continue;
      this.#crossfilter.filter(index, allowedAnswers(facet.column, facet.numbers, facet.given, filter));
      this.#applied.set(index, key);
    }
  }

  #figures(
    facet: Facet,
    index: number,
    selected: Tally | undefined,
    filtered: ReadonlySet<string>,
  ): FacetFigures {
    const places = this.#places[index];
    if (!selected || !places) throw new Error(`column ${index} has no counts`);
    const shown = filtered.has(facet.column.name) ? this.#crossfilter.underOthers(index, selected) : selected;
    const answered = sumTally(selected, facet.given);
    const everybody = selected.counts.reduce((sum, count) => sum + count, 0);
    return {
      name: facet.column.name,
      ...fillBars(facet, places, shown),
      answered: answered.n,
      unanswered: everybody - answered.n,
      figures: facet.kinds.map((kind) => ({ kind, estimate: this.#estimate(facet, kind, selected) })),
    };
  }

  #estimate(facet: Facet, kind: MeasureKind, tally: Tally | undefined): Estimate {
    const parts = facet.parts.get(kind);
    if (!parts || !tally) throw new Error(`${facet.column.name} has no ${kind}`);
    return estimateFrom(kind, sumTally(tally, parts));
  }

  #overall(facet: Facet, kind: MeasureKind): Estimate {
    const weights = this.#usesWeights ? this.#weights : undefined;
    return this.#estimate(facet, kind, tallyAnswers(facet.codes, facet.column.dictionary.size, { weights }));
  }

  /** The measure in every period; the date's own brush does not cut its chart. */
  #trend(at: number, kind: MeasureKind, view: WaveView): NonNullable<DashboardAnswer['measured']>['trend'] {
    const dateAt = this.#facets.findIndex(({ column }) => column.role === 'date');
    const date = this.#facets[dateAt];
    const parts = this.#facets[at]?.parts.get(kind);
    if (!date || !parts || dateAt === at) return undefined;
    const period = view.period ?? readablePeriod(date.numbers);
    const { names, starts, periodOf } = periodsOf(date.numbers, period);
    const sums = this.#sumsByAnswer(at, parts, [dateAt], dateAt);
    const perPeriod: ScoreSums[] = names.map(() => ({
      n: 0,
      weight: 0,
      weightSquared: 0,
      sum: 0,
      sumOfSquares: 0,
    }));
    periodOf.forEach((position, code) => {
      const own = perPeriod[position];
      if (!own) return;
      const more = sums(code);
      own.n += more.n;
      own.weight += more.weight;
      own.weightSquared += more.weightSquared;
      own.sum += more.sum;
      own.sumOfSquares += more.sumOfSquares;
    });
    const points = perPeriod.map((each, i): TrendPoint => ({
      name: names[i] ?? '',
      range: [starts[i] ?? 0, (starts[i + 1] ?? (date.numbers.at(-1) ?? 0) + 1) - 1],
      estimate: estimateFrom(kind, each),
    }));
    return { column: date.column.name, period, points };
  }

  /** The sums of a measure for every answer, or every pair of answers, of other columns. */
  #sumsByAnswer(
    at: number,
    parts: Float64Array,
    groups: readonly number[],
    exceptOwn?: number,
  ): (group: number) => ScoreSums {
    const facets = groups.flatMap((index) => this.#facets[index] ?? []);
    const size = parts.length;
    const groupCount = facets.reduce((product, { column }) => product * column.dictionary.size, 1);
    if (size * groupCount <= MOST_CROSSED_CELLS) {
      const tally = this.#crossfilter.crossed([at, ...groups], exceptOwn);
      return (group) => sumTally(sliceTally(tally, group * size, size), parts);
    }
    const [first, second] = facets;
    const measured = this.#facets[at];
    const codes = Int32Array.from(
      { length: this.#table.rowCount },
      (_, row) =>
        (first?.codes[row] ?? 0) +
        (second ? (first?.column.dictionary.size ?? 0) * (second.codes[row] ?? 0) : 0),
    );
    const mask = this.#crossfilter.passMask(exceptOwn);
    const weights = this.#usesWeights ? this.#weights : undefined;
    const sums = sumByGroup(measured?.column.codes ?? new Int32Array(), parts, codes, groupCount, {
      mask,
      weights,
    });
    return (group) => sumsOfGroup(sums, group);
  }

  #indexOf(name: string): number {
    return this.#facets.findIndex(({ column }) => column.name === name);
  }

  #measuredAt(view: WaveView): number {
    const named = this.#indexOf(view.measured);
    if ((this.#facets[named]?.kinds.length ?? 0) > 0) return named;
    const headline = this.#facets.findIndex(({ column }) => ['nps', 'csat', 'ces'].includes(column.role));
    return headline >= 0 ? headline : this.#facets.findIndex(({ kinds }) => kinds.length > 0);
  }

  #kindOf(facet: Facet, { kind }: WaveView): MeasureKind | undefined {
    return kind && facet.kinds.includes(kind) ? kind : facet.kinds[0];
  }
}

/** People of each distinct answer, what they weigh, and the squares of that. */
interface AnswerSums {
  counts: Float64Array;
  weights: Float64Array;
  squares: Float64Array;
}

function emptySums(size: number): AnswerSums {
  return {
    counts: new Float64Array(size),
    weights: new Float64Array(size),
    squares: new Float64Array(size),
  };
}

/** Counts of distinct answers as counts of what they score; answers that score nothing are left out. */
function countScores(parts: Float64Array, unit: number, sums: AnswerSums, isWeighted: boolean): ScoreCounts {
  const byScore = new Map<number, { count: number; weight: number }>();
  let squares = 0;
  sums.counts.forEach((count, code) => {
    const score = unit * (parts[code] ?? NaN);
    if (!(count > 0) || Number.isNaN(score)) return;
    const own = byScore.get(score) ?? { count: 0, weight: 0 };
    byScore.set(score, { count: own.count + count, weight: own.weight + (sums.weights[code] ?? 0) });
    squares += sums.squares[code] ?? 0;
  });
  const inOrder = [...byScore].sort(([one], [other]) => one - other);
  return {
    scores: inOrder.map(([score]) => score),
    counts: inOrder.map(([, { count }]) => count),
    ...(isWeighted && { weighed: { sums: inOrder.map(([, { weight }]) => weight), squares } }),
  };
}

function sliceTally({ counts, weights, weightSquares }: Tally, from: number, size: number): Tally {
  const slice = (sums: Float64Array): Float64Array => sums.subarray(from, from + size);
  return { counts: slice(counts), weights: slice(weights), weightSquares: slice(weightSquares) };
}
