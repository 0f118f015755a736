import { createContext } from 'svelte';
import type { WorkerClient } from '#lib/base/ask-worker.ts';
import type {
  AnalysisCalls,
  CrosstabAnswer,
  DashboardAnswer,
  DriverAnswer,
  DriverQuestion,
  FacetFigures,
  PairQuestion,
  SegmentQuestion,
  WaveOutline,
} from './analysis-calls.ts';
import { viewInWave } from '../questions/column-links.ts';
import type { Estimate } from '../measure/estimate.ts';
import type { FacetOutline } from '../facets/facet.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { PairReport } from '../segments/pair-report.ts';
import type { SegmentReport } from '../segments/segment-report.ts';
import { type ColumnFilter, EMPTY_VIEW, type WaveView } from '../wave/view.ts';
import type { CrossView } from '../wave/cross-view.ts';
import { transferOf, type WaveBytes } from '../wave/wave-bytes.ts';
import { isSegmentSized } from '../measure/groups.ts';

/**
 * One wave as an analyst's pages hold it: the view (filters, what is measured, split, weights) and the
 * figures under it. Everything is computed in the worker; a change asks anew, and the figures of before
 * stay until the next ones are there. Shared by the tabs of a wave.
 */
export class WaveAnalysis {
  readonly outline: WaveOutline;
  readonly #worker: WorkerClient<AnalysisCalls>;
  readonly #onview: (view: WaveView) => void;
  #view = $state.raw<WaveView>(EMPTY_VIEW);
  #answer = $state.raw<DashboardAnswer | undefined>();
  #failure = $state.raw<string | undefined>();

  private constructor(
    worker: WorkerClient<AnalysisCalls>,
    outline: WaveOutline,
    view: WaveView,
    onview: (view: WaveView) => void,
  ) {
    this.#worker = worker;
    this.outline = outline;
    this.#onview = onview;
    this.#view = view;
  }

  /** Opens a wave and answers its first view. `onview` is told of every change, to keep it in the address. */
  static async open(
    worker: WorkerClient<AnalysisCalls>,
    wave: WaveBytes,
    view: WaveView,
    onview: (view: WaveView) => void,
  ): Promise<WaveAnalysis> {
    const outline = await worker.ask('open', wave, { transfer: transferOf(wave) });
    const analysis = new WaveAnalysis(worker, outline, view, onview);
    await analysis.#refresh();
    return analysis;
  }

  get view(): WaveView {
    return this.#view;
  }

  get answer(): DashboardAnswer | undefined {
    return this.#answer;
  }

  /** Why the last question failed; the figures shown are those of the question before. */
  get failure(): string | undefined {
    return this.#failure;
  }

  get measured(): FacetOutline | undefined {
    return this.facet(this.#answer?.measured?.name ?? '');
  }

  facet(name: string): FacetOutline | undefined {
    return this.outline.facets.find((facet) => facet.name === name);
  }

  figures(name: string): FacetFigures | undefined {
    return this.#answer?.facets.find((facet) => facet.name === name);
  }

  /** A figure under all filters. */
  estimate(name: string, kind: MeasureKind): Estimate | undefined {
    return this.figures(name)?.figures.find((figure) => figure.kind === kind)?.estimate;
  }

  /** NPS and overall scores: what is shown large. */
  get headlines(): FacetOutline[] {
    return this.outline.facets.filter(({ role }) => role === 'nps' || role === 'csat' || role === 'ces');
  }

  /** Categories that a measure can be split by. */
  get segments(): FacetOutline[] {
    return this.outline.facets.filter(({ role, answers }) => role === 'category' && isSegmentSized(answers));
  }

  /** Columns that have a measure. */
  get measurable(): FacetOutline[] {
    return this.outline.facets.filter(({ kinds }) => kinds.length > 0);
  }

  filterOf(name: string): ColumnFilter | undefined {
    return this.#view.filters.find(({ column }) => column === name);
  }

  /** Adds an answer to a column's filter, or takes it out; a filter without answers is gone. */
  toggle(name: string, answer: string): Promise<void> {
    const before = this.filterOf(name)?.values ?? [];
    const values = before.includes(answer) ? before.filter((each) => each !== answer) : [...before, answer];
    return this.#filter(name, values.length > 0 ? { column: name, values } : undefined);
  }

  /** Filters a column of numbers or days to a range, both ends included; undefined takes the filter away. */
  brush(name: string, range: readonly [number, number] | undefined): Promise<void> {
    return this.#filter(name, range && { column: name, range: [range[0], range[1]] });
  }

  clear(name: string): Promise<void> {
    return this.#filter(name, undefined);
  }

  clearAll(): Promise<void> {
    return this.change({ filters: [] });
  }

  /** Measures another column, by its leading measure. */
  look(name: string): Promise<void> {
    return this.change({ measured: name, kind: null });
  }

  /** Changes any part of the view and answers it. */
  change(parts: Partial<WaveView>): Promise<void> {
    this.#view = { ...this.#view, ...parts };
    this.#onview(this.#view);
    return this.#refresh();
  }

  segmentReport(
    question: Omit<SegmentQuestion, 'view'>,
    signal?: AbortSignal,
  ): Promise<SegmentReport | undefined> {
    return this.#worker.ask('segments', { ...question, view: this.#view }, { signal });
  }

  pairReport(question: Omit<PairQuestion, 'view'>, signal?: AbortSignal): Promise<PairReport | undefined> {
    return this.#worker.ask('pair', { ...question, view: this.#view }, { signal });
  }

  /** The table of two questions under the view's filters and weights. */
  crosstab(cross: CrossView, signal?: AbortSignal): Promise<CrosstabAnswer> {
    return this.#worker.ask('crosstab', { view: this.#view, cross }, { signal });
  }

  driverReport(question: Omit<DriverQuestion, 'view'>, signal?: AbortSignal): Promise<DriverAnswer> {
    return this.#worker.ask('drivers', { ...question, view: this.#view }, { signal });
  }

  /**
   * The measured figure in another wave under the same filters and weights; `rename` gives the names of its
   * columns there. Undefined when the other wave lacks one of them, or one asks something else there. See [SV49].
   */
  async compareWith(
    other: WaveBytes,
    rename: (column: string) => string | undefined,
    signal?: AbortSignal,
  ): Promise<Estimate | undefined> {
    const measured = this.#answer?.measured;
    if (!measured) return undefined;
    const isWeighted = this.#view.isWeighted && this.outline.weightName !== undefined;
    const view = viewInWave({ ...this.#view, measured: measured.name, isWeighted }, rename);
    if (!view) return undefined;
    const question = { other, view, column: view.measured, kind: measured.kind };
    return this.#worker.ask('otherFigure', question, { signal, transfer: transferOf(other) });
  }

  close(): void {
    this.#worker.close();
  }

  #filter(name: string, filter: ColumnFilter | undefined): Promise<void> {
    const others = this.#view.filters.filter(({ column }) => column !== name);
    return this.change({ filters: filter ? [...others, filter] : others });
  }

  async #refresh(): Promise<void> {
    try {
      this.#answer = await this.#worker.ask('dashboard', this.#view, { supersedes: true });
      this.#failure = undefined;
    } catch (error) {
      // A newer question brings newer figures, or the wave was closed.
      if (error instanceof Error && error.name === 'AbortError') return;
      this.#failure = error instanceof Error ? error.message : String(error);
    }
  }
}

/** What the tabs of a wave share; undefined for whoever sees no rows, a promise while the wave opens. */
export interface OpenedWave {
  readonly opening: Promise<WaveAnalysis> | null;
}

export const [useOpenedWave, provideOpenedWave] = createContext<OpenedWave>();
