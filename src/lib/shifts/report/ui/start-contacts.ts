import { WorkerClient } from '#lib/base/ask-worker.ts';
import type { ContactsCalls } from '../contacts-calls.ts';

/** A file of contacts read beside the page. */
export function startContacts(): WorkerClient<ContactsCalls> {
  return new WorkerClient(
    () => new Worker(new URL('../contacts.worker.ts', import.meta.url), { type: 'module' }),
  );
}
