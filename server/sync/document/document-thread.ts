import { Worker } from 'node:worker_threads';
import { diffParts, foldParts, scanParts, type DocumentParts, type DocumentScan } from './document-parts.ts';
import { APART_BYTES } from '../limits.ts';

export type ThreadTask =
  | { kind: 'scan'; parts: DocumentParts }
  | { kind: 'diff'; parts: DocumentParts; stateVector: Uint8Array }
  | { kind: 'fold'; parts: DocumentParts; clocks: DocumentScan['clocks'] };

export type ThreadAnswer = { number: number; result: unknown } | { number: number; error: unknown };

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads whole documents away from the event loop when they are large: a megabyte of small structs takes
 * Yjs fifty milliseconds, and sixteen of them would hold up every room for a second. Small ones are
 * read at once, which costs less than the way to the thread. Started when it is first needed.
 */
export class DocumentThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #number = 0;
  #isClosed = false;

  /** Whether work on a document of this size goes to the thread. */
  static isApart(bytes: number): boolean {
    return bytes > APART_BYTES;
  }

  scan(parts: DocumentParts): Promise<DocumentScan> {
    // What the thread answers to each task is what the function of the same name returns.
    return this.#isApart(parts)
      ? (this.#run({ kind: 'scan', parts }) as Promise<DocumentScan>)
      : Promise.resolve(scanParts(parts));
  }

  async diff(parts: DocumentParts, stateVector: Uint8Array): Promise<Uint8Array> {
    if (!this.#isApart(parts)) return diffParts(parts, stateVector);
    return (await this.#run({ kind: 'diff', parts, stateVector })) as Uint8Array;
  }

  async fold(parts: DocumentParts, clocks: DocumentScan['clocks']): Promise<Uint8Array> {
    if (!this.#isApart(parts)) return foldParts(parts, clocks);
    return (await this.#run({ kind: 'fold', parts, clocks })) as Uint8Array;
  }

  #isApart(parts: DocumentParts): boolean {
    return DocumentThread.isApart(parts.reduce((sum, part) => sum + part.length, 0));
  }

  #run(task: ThreadTask): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new Error('the thread for documents is closed'));
    const worker = (this.#worker ??= this.#start());
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      worker.ref();
      worker.postMessage({ number, task });
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('document-thread.worker.ts', import.meta.url));
    worker.on('message', (answer: ThreadAnswer) => {
      const waiting = this.#waiting.get(answer.number);
      this.#waiting.delete(answer.number);
      if ('error' in answer) waiting?.reject(answer.error);
      else waiting?.resolve(answer.result);
      if (this.#waiting.size === 0) worker.unref();
    });
    const lose = (error: unknown): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', lose); // the next task starts another
    worker.on('exit', () => lose(new Error('the thread for documents ended')));
    return worker;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
  }
}
