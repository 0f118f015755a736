import type { CommitLoop } from './store/commit-loop.ts';
import type { DocumentStore } from './store/document-store.ts';
import type { DocumentThread } from './document/document-thread.ts';
import type { SyncLog } from './sync-log.ts';

/** What a room shares with all others. */
export interface RoomSurroundings {
  store: DocumentStore;
  commits: CommitLoop;
  log: SyncLog;
  /** Milliseconds since 1970, for what is stored. */
  now: () => number;
  /** Milliseconds that only ever grow, for how long something takes. */
  elapsed: () => number;
  thread: DocumentThread;
  /** Somebody closed the field that they had open in a document. */
  ontypingend: (document: string) => void;
}
