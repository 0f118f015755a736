/** Starts the import beside the page. The bundler wants this address relative and written out. */
export function startImportWorker(): Worker {
  return new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
}
