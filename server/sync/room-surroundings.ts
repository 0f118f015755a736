import type { CommitLoop } from './commit-loop.ts';
import type { DocumentStore } from './document-store.ts';
import type { SyncLog } from './sync-log.ts';

/** What a room shares with all others. */
export interface RoomSurroundings {
  store: DocumentStore;
  commits: CommitLoop;
  log: SyncLog;
  now: () => number;
}
