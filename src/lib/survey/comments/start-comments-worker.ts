/** Starts the reading of comments beside the page. The bundler wants this address relative and written out. */
export function startCommentsWorker(): Worker {
  return new Worker(new URL('./comments.worker.ts', import.meta.url), { type: 'module' });
}
