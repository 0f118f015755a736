import { parentPort, Worker } from 'node:worker_threads';
import type { EndablePort, WorkerPort } from '#lib/base/ask-worker.ts';

/**
 * Starts a thread of Node as the port of a WorkerClient. It keeps the process alive only while something is
 * asked of it. A thread that ends without being told to is an error, as one is that cannot start.
 */
export function startThread(file: URL): EndablePort {
  const worker = new Worker(file);
  worker.unref();
  return {
    postMessage: (message, { transfer }) => worker.postMessage(message, transfer),
    addEventListener(kind, listener) {
      if (kind !== 'error') {
        worker.on(kind, (data: unknown) => listener({ data }));
        return;
      }
      worker.on('error', (error) =>
        listener({ message: error instanceof Error ? error.message : String(error) }),
      );
      worker.on('exit', (code) => listener({ message: `the thread ended with code ${code}` }));
    },
    terminate: () => worker.terminate(),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
  };
}

/** The other end of `startThread`, inside the thread. */
export function threadPort(): WorkerPort {
  const port = parentPort;
  if (!port) throw new Error('this file runs in a thread that startThread has started');
  return {
    postMessage: (message, { transfer }) => port.postMessage(message, transfer),
    addEventListener(kind, listener) {
      if (kind !== 'error') port.on(kind, (data: unknown) => listener({ data }));
    },
  };
}
