import { type AnalysisEngine, SUPERSEDED, type Superseded } from './analysis-engine.ts';
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
import type { WaveView } from '../wave/view.ts';
import { transferOf, type WaveBytes } from '../wave/wave-bytes.ts';

/** Whatever takes requests and gives replies: a Worker, or a desk in place. */
export interface AnalysisPort {
  send(request: AnalysisRequest, transfer: Transferable[]): void;
  onReply(listener: (reply: AnalysisReply) => void): void;
  /** Called when the other side broke; nothing that was asked will be answered. */
  onFailure(listener: (message: string) => void): void;
  close(): void;
}

type Body = AnalysisRequest extends infer Request
  ? Request extends { number: number }
    ? Omit<Request, 'number'>
    : never
  : never;

interface Job {
  body: Body;
  resolve(reply: AnalysisReply | Superseded): void;
  reject(reason: unknown): void;
}

/**
 * Asks the analysis of a wave through a port. One question is under way at a time; of the questions of
 * one kind that wait only the newest is kept, so that a brush drawn across a chart never queues up.
 */
export class PortAnalysisEngine implements AnalysisEngine {
  readonly #port: AnalysisPort;
  #number = 0;
  #current: Job | undefined;
  #waiting: Job[] = [];
  #failure: string | undefined;

  constructor(port: AnalysisPort) {
    this.#port = port;
    port.onReply((reply) => this.#take(reply));
    port.onFailure((message) => this.#fail(new Error(message)));
  }

  async open(wave: WaveBytes): Promise<WaveOutline> {
    const reply = await this.#ask({ kind: 'open', wave });
    return expectKind(reply, 'outline').outline;
  }

  async openOther(wave: WaveBytes): Promise<void> {
    expectKind(await this.#ask({ kind: 'openOther', wave }), 'outline');
  }

  async dashboard(view: WaveView): Promise<DashboardAnswer | Superseded> {
    const reply = await this.#ask({ kind: 'dashboard', view });
    return reply === SUPERSEDED ? reply : expectKind(reply, 'dashboard').answer;
  }

  async segments(question: SegmentQuestion): Promise<SegmentReport | undefined | Superseded> {
    const reply = await this.#ask({ kind: 'segments', question });
    return reply === SUPERSEDED ? reply : expectKind(reply, 'segments').answer;
  }

  async pair(question: PairQuestion): Promise<PairReport | undefined | Superseded> {
    const reply = await this.#ask({ kind: 'pair', question });
    return reply === SUPERSEDED ? reply : expectKind(reply, 'pair').answer;
  }

  async drivers(question: DriverQuestion): Promise<DriverAnswer | Superseded> {
    const reply = await this.#ask({ kind: 'drivers', question });
    return reply === SUPERSEDED ? reply : expectKind(reply, 'drivers').answer;
  }

  async otherFigure(
    view: WaveView,
    column: string,
    measure: MeasureKind,
  ): Promise<Estimate | undefined | Superseded> {
    const reply = await this.#ask({ kind: 'otherFigure', view, column, measure });
    return reply === SUPERSEDED ? reply : expectKind(reply, 'figure').estimate;
  }

  close(): void {
    this.#port.close();
    this.#fail(new DOMException('the wave was closed', 'AbortError'));
  }

  #ask(body: Body): Promise<AnalysisReply | Superseded> {
    if (this.#failure !== undefined) return Promise.reject(new Error(this.#failure));
    return new Promise((resolve, reject) => {
      const overtaken = this.#waiting.filter((job) => job.body.kind === body.kind);
      this.#waiting = this.#waiting.filter((job) => job.body.kind !== body.kind);
      for (const job of overtaken) job.resolve(SUPERSEDED);
      this.#waiting.push({ body, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    this.#current = this.#waiting.shift();
    if (!this.#current) return;
    const { body } = this.#current;
    // Bytes of a wave change hands instead of being copied.
    const transfer = 'wave' in body ? transferOf(body.wave) : [];
    this.#port.send({ ...body, number: ++this.#number }, transfer);
  }

  #take(reply: AnalysisReply): void {
    const job = this.#current;
    if (reply.number !== this.#number || !job) return;
    this.#current = undefined;
    if (reply.kind === 'failed') job.reject(new Error(reply.message));
    else job.resolve(reply);
    this.#next();
  }

  #fail(reason: Error): void {
    this.#failure = reason.message;
    for (const job of [this.#current, ...this.#waiting]) job?.reject(reason);
    this.#current = undefined;
    this.#waiting = [];
  }
}

function expectKind<Kind extends AnalysisReply['kind']>(
  reply: AnalysisReply | Superseded,
  kind: Kind,
): Extract<AnalysisReply, { kind: Kind }> {
  if (reply === SUPERSEDED || reply.kind !== kind)
    throw new Error(`the analysis answered something else than ${kind}`);
  return reply as Extract<AnalysisReply, { kind: Kind }>; // its kind was compared on the line above
}
