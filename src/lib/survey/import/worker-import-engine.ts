import type { MatchBy } from './compare-tables.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';
import type { ColumnChoices } from '../columns/describe-columns.ts';
import type { ImportEngine } from './import-engine.ts';
import type { ImportReply, ImportRequest } from './import-messages.ts';
import type { ImportProgress, PreparedWave, SurveyReading } from './import-survey.ts';
import type { PassportOverrides, PassportResult } from '#lib/tabular/file/passport.ts';
import type { WaveComparison } from './wave-comparison.ts';

interface Pending {
  resolve(reply: ImportReply): void;
  reject(reason: unknown): void;
  onProgress: ((progress: ImportProgress) => void) | undefined;
}

/**
 * Runs the import in a worker, so that the page never waits. One request at a time. Cancelling ends the
 * worker at once, whatever it is doing; the next request starts a new one.
 */
export class WorkerImportEngine implements ImportEngine {
  readonly #start: () => Worker;
  #worker: Worker | undefined;
  #pending: Pending | undefined;

  /** `start` makes the worker: `() => new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' })`. */
  constructor(start: () => Worker) {
    this.#start = start;
  }

  async inspect(file: Blob, overrides: PassportOverrides): Promise<PassportResult> {
    const reply = await this.#ask({ kind: 'inspect', file, overrides });
    if (reply.kind !== 'inspected') throw new Error(`the worker answered ${reply.kind}`);
    return reply.result;
  }

  async read(onProgress: (progress: ImportProgress) => void): Promise<SurveyReading> {
    const reply = await this.#ask({ kind: 'read' }, onProgress);
    if (reply.kind !== 'read') throw new Error(`the worker answered ${reply.kind}`);
    return reply.reading;
  }

  async prepare(choices: ColumnChoices): Promise<PreparedWave> {
    const reply = await this.#ask({ kind: 'prepare', choices });
    if (reply.kind !== 'prepared') throw new Error(`the worker answered ${reply.kind}`);
    return reply.wave;
  }

  async compare(choices: ColumnChoices, earlier: WaveBytes, by?: MatchBy): Promise<WaveComparison> {
    const reply = await this.#ask({ kind: 'compare', choices, earlier, by });
    if (reply.kind !== 'compared') throw new Error(`the worker answered ${reply.kind}`);
    return reply.comparison;
  }

  cancel(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#pending?.reject(new DOMException('cancelled', 'AbortError'));
    this.#pending = undefined;
  }

  #ask(request: ImportRequest, onProgress?: (progress: ImportProgress) => void): Promise<ImportReply> {
    if (this.#pending) throw new Error('one request at a time');
    const worker = this.#worker ?? this.#open();
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject, onProgress };
      worker.postMessage(request);
    });
  }

  #open(): Worker {
    const worker = this.#start();
    worker.addEventListener('message', (event: MessageEvent<ImportReply>) => this.#take(event.data));
    // A worker that cannot start, or runs out of memory, must not leave the page waiting.
    worker.addEventListener('error', (event) => this.#take({ kind: 'failed', message: event.message }));
    this.#worker = worker;
    return worker;
  }

  #take(reply: ImportReply): void {
    const pending = this.#pending;
    if (reply.kind === 'progress') return pending?.onProgress?.(reply.progress);
    this.#pending = undefined;
    if (reply.kind === 'failed') pending?.reject(new Error(reply.message));
    else pending?.resolve(reply);
  }
}
