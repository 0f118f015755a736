// Above 300 lines: all questions that a page asks of one open wave, over the same few arrays.
import { seededRandom } from '#lib/base/random.ts';
import { allowedAnswers } from '../facets/allowed-answers.ts';
import type {
  DashboardAnswer,
  DriverAnswer,
  DriverQuestion,
  FacetFigures,
  PairQuestion,
  SegmentQuestion,
  TrendPoint,
  WaveOutline,
} from './analysis-calls.ts';
import { Crossfilter } from '../facets/crossfilter.ts';
import { periodsOf, readablePeriod } from '../facets/day-column.ts';
import { BOOTSTRAP_SEED, canVary, predictorOf, reportDrivers } from '../drivers/driver-report.ts';
import { type BarPlaces, fillBars, placeBars } from '../facets/facet-bars.ts';
import { type Facet, facetOf, outlineOf } from '../facets/facet.ts';
import type { Estimate } from '../measure/estimate.ts';
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

  get outline(): WaveOutline {
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

  /** What drives a target among the rated items, under the view's filters. See [SV43]. */
  drivers({ view, target, items, missing }: DriverQuestion): DriverAnswer {
    this.#apply(view);
    const column = this.#table.columns.find(({ name }) => name === target);
    const scores = column && targetScores(column, this.#table.decimal);
    const rated = this.#facets.filter(
      (facet) => ['rating', 'csat', 'ces'].includes(facet.column.role) && facet.column.name !== target,
    );
    const chosen = rated.filter(
      ({ column: { name }, numbers }) => (!items || items.includes(name)) && canVary({ scores: numbers }),
    );
    const candidates = rated.map(({ column: { name, label } }) => ({ name, label: label || name }));
    if (!column || !scores) return { candidates, report: undefined, isTooMany: false };
    const rows = this.#crossfilter.selection.passing;
    const report = reportDrivers(
      { column, scores },
      chosen.map((facet) =>
        predictorOf(
          { column: facet.column, scores: facet.numbers },
          this.#crossfilter.crossed([this.#facets.indexOf(facet)]),
        ),
      ),
      rows,
      {
        missing,
        weights: this.#usesWeights ? this.#weights : undefined,
        random: seededRandom(BOOTSTRAP_SEED),
      },
    );
    return { candidates, report, isTooMany: chosen.length > MOST_LMG_PREDICTORS };
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

function sliceTally({ counts, weights, weightSquares }: Tally, from: number, size: number): Tally {
  const slice = (sums: Float64Array): Float64Array => sums.subarray(from, from + size);
  return { counts: slice(counts), weights: slice(weights), weightSquares: slice(weightSquares) };
}
