import { WorkerClient } from '#lib/base/ask-worker.ts';
import type { CommentsCalls } from '../comments-calls.ts';

/** The reading of comments beside the page. The bundler wants the address relative and written out. */
export function startComments(): WorkerClient<CommentsCalls> {
  return new WorkerClient(
    () => new Worker(new URL('../comments.worker.ts', import.meta.url), { type: 'module' }),
  );
}
