import { HISTORY_BYTES_PER_ACTOR_DAY, SHARE_STEP_BYTES } from '../limits.ts';

/** What somebody wrote into a document on one day, counted from 1970 in UTC. */
export interface Share {
  actorKey: string;
  day: number;
  bytes: number;
}

const DAY_MS = 24 * 3_600_000;

/**
 * How much of a document's history is whose [SY33]. What is written stays for replay even when it was
 * overwritten a second later, so the size of the document bounds nothing: fifty megabytes in a document
 * of one took thirteen seconds.
 */
export class HistoryShares {
  readonly #shares = new Map<string, { day: number; bytes: number; unsaved: number }>();

  constructor(stored: readonly Share[]) {
    for (const { actorKey, day, bytes } of stored) this.#shares.set(actorKey, { day, bytes, unsaved: 0 });
  }

  hasRoom(actorKey: string, bytes: number, nowMs: number): boolean {
    return this.#today(actorKey, nowMs).bytes + bytes <= HISTORY_BYTES_PER_ACTOR_DAY;
  }

  /** Counts what was taken; a negative number gives back what could not be stored. */
  add(actorKey: string, bytes: number, nowMs: number): void {
    const share = this.#today(actorKey, nowMs);
    share.bytes = Math.max(0, share.bytes + bytes);
    share.unsaved += bytes;
  }

  #today(actorKey: string, nowMs: number): { day: number; bytes: number; unsaved: number } {
    const day = Math.floor(nowMs / DAY_MS);
    const known = this.#shares.get(actorKey);
    // A clock that was set back gives no new day.
    if (known && known.day >= day) return known;
    const fresh = { day, bytes: 0, unsaved: 0 };
    this.#shares.set(actorKey, fresh);
    return fresh;
  }

  /** What is worth a row by now: few people ever write so much, and a row for each edit would cost too much. */
  takeUnsaved(): Share[] {
    const taken: Share[] = [];
    for (const [actorKey, share] of this.#shares) {
      if (share.unsaved < SHARE_STEP_BYTES) continue;
      taken.push({ actorKey, day: share.day, bytes: share.bytes });
      share.unsaved = 0;
    }
    return taken;
  }
}
