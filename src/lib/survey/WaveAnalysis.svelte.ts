import { dateOrderOf } from './date-column.ts';
import { distribution, type Distribution } from './distribution.ts';
import { groupByAnswer, groupByPeriod, type Grouping } from './groups.ts';
import { measure, measureByGroup, measureKinds, type GroupMeasure, type MeasureKind } from './measure.ts';
import type { Rows } from './rows.ts';
import type { Estimate } from './estimate.ts';
import type { NpsEstimate } from './nps.ts';
import type { SurveyColumn, SurveyTable } from './table.ts';
import { tallyAnswers } from './tally.ts';
import { WaveFile } from './wave-file.ts';
import { rowWeights } from './weights.ts';

/** Categories with more answers than this are no segments: they are ids or free text. */
const MAX_SEGMENT_ANSWERS = 30;

/**
 * One wave as an analyst's page holds it: which measure is looked at, by which segment, weighted or
 * not, and the figures that follow. Answers stay in this browser.
 */
export class WaveAnalysis {
  readonly #table: SurveyTable;
  readonly #weights: Float64Array | undefined;
  readonly weightName: string | undefined;
  #measured = $state.raw<SurveyColumn | undefined>();
  #kind = $state<MeasureKind>('nps');
  #segment = $state.raw<SurveyColumn | undefined>();
  #isWeighted = $state(false);

  private constructor(table: SurveyTable) {
    this.#table = table;
    const weight = table.columns.find((column) => column.role === 'weight');
    this.weightName = weight?.name;
    this.#weights = weight && rowWeights(weight, table.decimal);
    const first = this.headlines[0] ?? this.items[0];
    if (first) this.look(first.name);
  }

  /** Decodes every column that has figures or forms groups; comments and ids stay packed. */
  static async open(bytes: Uint8Array): Promise<WaveAnalysis> {
    const file = new WaveFile(bytes);
    const names = file.columns
      .filter(({ role }) => !['comment', 'id', 'multi', 'ignore'].includes(role))
      .map(({ name }) => name);
    return new WaveAnalysis(await file.table(names));
  }

  get rowCount(): number {
    return this.#table.rowCount;
  }

  get isWeighted(): boolean {
    return this.#isWeighted;
  }

  setWeighted(isWeighted: boolean): void {
    this.#isWeighted = isWeighted && this.#weights !== undefined;
  }

  /** NPS and overall scores: what is shown large. */
  get headlines(): SurveyColumn[] {
    return this.#table.columns.filter((column) => ['nps', 'csat', 'ces'].includes(column.role));
  }

  /** Rated items: what is shown in the table. */
  get items(): SurveyColumn[] {
    return this.#table.columns.filter((column) => column.role === 'rating' && column.scale !== undefined);
  }

  /** Categories that the measure can be split by. */
  get segments(): SurveyColumn[] {
    return this.#table.columns.filter(
      (column) => column.role === 'category' && column.dictionary.size <= MAX_SEGMENT_ANSWERS + 1,
    );
  }

  get measured(): SurveyColumn | undefined {
    return this.#measured;
  }

  get kind(): MeasureKind {
    return this.#kind;
  }

  get segment(): SurveyColumn | undefined {
    return this.#segment;
  }

  /** Looks at another column, by its leading measure. */
  look(name: string): void {
    this.#measured = this.#table.columns.find((column) => column.name === name);
    this.#kind = (this.#measured && measureKinds(this.#measured)[0]) ?? 'mean';
  }

  splitBy(name: string): void {
    this.#segment = this.#table.columns.find((column) => column.name === name);
  }

  /** A measure over everybody, as weighted as the page is. */
  figure(column: SurveyColumn, kind: MeasureKind): Estimate | NpsEstimate {
    return measure(column, kind, this.#table.decimal, this.#rows);
  }

  leadingKind(column: SurveyColumn): MeasureKind {
    return measureKinds(column)[0] ?? 'mean';
  }

  readonly distribution: Distribution | undefined = $derived.by(() => {
    const column = this.#measured;
    return (
      column && distribution(column, this.#table.decimal, tallyAnswers(column.codes, column.dictionary.size))
    );
  });

  /** The measure in each group of the chosen segment. */
  readonly groups: readonly GroupMeasure[] = $derived.by(() =>
    this.#segment ? this.#byGroup(groupByAnswer(this.#segment)) : [],
  );

  /** The measure by day, week or month, whichever gives a readable line; empty without a date. */
  readonly trend: readonly GroupMeasure[] = $derived.by(() => {
    const date = this.#table.columns.find((column) => column.role === 'date');
    if (!date) return [];
    const order = dateOrderOf(date);
    const byDay = groupByPeriod(date, order, 'day');
    if (byDay.names.length <= 31) return this.#byGroup(byDay);
    const byWeek = groupByPeriod(date, order, 'week');
    return this.#byGroup(byWeek.names.length <= 53 ? byWeek : groupByPeriod(date, order, 'month'));
  });

  get #rows(): Rows {
    return this.#isWeighted && this.#weights ? { weights: this.#weights } : {};
  }

  #byGroup(grouping: Grouping): readonly GroupMeasure[] {
    const column = this.#measured;
    if (!column) return [];
    return measureByGroup(column, this.#kind, this.#table.decimal, grouping, this.#rows);
  }
}
