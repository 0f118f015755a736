import { Worker } from 'node:worker_threads';
import type { PublicationForm, PublishedTables } from '#lib/survey/published-tables.ts';

/**
 * Runs `publishTables` over a wave's Parquet bytes in a thread of its own. Rejects with what the thread
 * threw, or when `signal` ends it.
 */
export function runPublishJob(
  bytes: Uint8Array,
  declaration: PublicationForm,
  signal: AbortSignal,
): Promise<PublishedTables> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('publish-tables.worker.ts', import.meta.url), {
      workerData: { bytes, declaration },
    });
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (tables: PublishedTables) => resolve(tables)); // what the worker file posts
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      // After a message this changes nothing; without one the promise must not wait for ever.
      reject(new Error(`The thread that computes tables ended with code ${code}.`));
    });
  });
}
