import type {
  AnalysisReply,
  AnalysisRequest,
  DashboardAnswer,
  DriverAnswer,
  DriverQuestion,
  PairQuestion,
  SegmentQuestion,
  WaveOutline,
} from './analysis-messages.ts';
import type { Estimate } from '../measure/estimate.ts';
import type { MeasureKind } from '../wave/measure-kind.ts';
import type { PairReport } from '../segments/pair-report.ts';
import type { SegmentReport } from '../segments/segment-report.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';
import type { WaveView } from '../wave/view.ts';
import { bytesOf, type WaveBytes } from '../wave/wave-bytes.ts';
import { WaveEngine } from './wave-engine.ts';
import { WaveFile } from '../wave/wave-file.ts';

/** A question that a newer one of its kind overtook while it waited is answered with this. */
export const SUPERSEDED = 'superseded';
export type Superseded = typeof SUPERSEDED;

/** The analysis of one wave, wherever it runs: beside the page in a worker, or in place for tests. */
export interface AnalysisEngine {
  /** Decodes a wave's Parquet file. The engine loads the bytes, or takes those given for itself. */
  open(wave: WaveBytes): Promise<WaveOutline>;
  /** Decodes another wave to compare with. */
  openOther(wave: WaveBytes): Promise<void>;
  dashboard(view: WaveView): Promise<DashboardAnswer | Superseded>;
  segments(question: SegmentQuestion): Promise<SegmentReport | undefined | Superseded>;
  pair(question: PairQuestion): Promise<PairReport | undefined | Superseded>;
  drivers(question: DriverQuestion): Promise<DriverAnswer | Superseded>;
  /** A figure of the other wave; undefined when it lacks the column. */
  otherFigure(
    view: WaveView,
    column: string,
    measure: MeasureKind,
  ): Promise<Estimate | undefined | Superseded>;
  /** Ends the engine; what waits rejects with an AbortError. */
  close(): void;
}

/** Texts of single people have no chart; the others are decoded once and stay. */
const NOT_ANALYSED: readonly ColumnRole[] = ['comment', 'id', 'multi', 'ignore'];

/** The engine itself, one request after another: what the worker runs. */
export class AnalysisDesk {
  #wave: WaveEngine | undefined;
  #other: WaveEngine | undefined;

  async answer(request: AnalysisRequest): Promise<AnalysisReply> {
    const { number } = request;
    switch (request.kind) {
      case 'open':
        this.#wave = await decode(request.wave);
        return { number, kind: 'outline', outline: this.#wave.outline };
      case 'openOther':
        this.#other = await decode(request.wave);
        return { number, kind: 'outline', outline: this.#other.outline };
      case 'dashboard':
        return { number, kind: 'dashboard', answer: this.#open.dashboard(request.view) };
      case 'segments':
        return { number, kind: 'segments', answer: this.#open.segments(request.question) };
      case 'pair':
        return { number, kind: 'pair', answer: this.#open.pair(request.question) };
      case 'drivers':
        return { number, kind: 'drivers', answer: this.#open.drivers(request.question) };
      case 'otherFigure':
        return {
          number,
          kind: 'figure',
          estimate: this.#other?.figure(request.view, request.column, request.measure),
        };
    }
  }

  get #open(): WaveEngine {
    if (!this.#wave) throw new Error('a question before a wave was opened');
    return this.#wave;
  }
}

async function decode(wave: WaveBytes): Promise<WaveEngine> {
  const file = new WaveFile(await bytesOf(wave));
  const names = file.columns.filter(({ role }) => !NOT_ANALYSED.includes(role)).map(({ name }) => name);
  return new WaveEngine(await file.table(names));
}
