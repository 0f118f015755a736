import type { Connection } from './connection.ts';
import type { ScannedUpdate } from './document/update-scan.ts';

/** A write that was accepted and is not committed yet. */
export interface PendingWrite {
  /** Undefined when it says nothing new and only has to be acknowledged in its turn. */
  update: Uint8Array | undefined;
  scanned: ScannedUpdate;
  origin:
    | { kind: 'client'; connection: Connection; number: number; isStep2: boolean }
    | { kind: 'server'; resolve: () => void; reject: (error: unknown) => void };
}

/** Writes on their way to the database, and the clocks that will be known when they arrive. */
export class PendingWrites {
  #queued: PendingWrite[] = [];
  #inFlight: PendingWrite[] = [];
  readonly #clocks = new Map<number, number>();
  #size = 0;

  get isEmpty(): boolean {
    return this.#queued.length === 0 && this.#inFlight.length === 0;
  }

  /** Bytes that wait. */
  get size(): number {
    return this.#size;
  }

  /** The updates that wait, in their order. */
  get updates(): Uint8Array[] {
    return [...this.#inFlight, ...this.#queued].flatMap(({ update }) => update ?? []);
  }

  /** How many ticks of a client are waiting to be committed; 0 when none. */
  known(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  add(write: PendingWrite): void {
    this.#queued.push(write);
    this.#size += write.update?.length ?? 0;
    for (const { client, to } of write.scanned.writes) {
      if (to > this.known(client)) this.#clocks.set(client, to);
    }
  }

  /** What goes into the next transaction. */
  take(): readonly PendingWrite[] {
    this.#inFlight = this.#queued;
    this.#queued = [];
    return this.#inFlight;
  }

  /** The transaction is committed: hands over what it held. */
  settle(): readonly PendingWrite[] {
    const settled = this.#inFlight;
    this.#inFlight = [];
    for (const { update } of settled) this.#size -= update?.length ?? 0;
    if (this.isEmpty) this.#clocks.clear();
    return settled;
  }

  /** The transaction failed: whatever was accepted since may build on it and is given up too. */
  giveUp(): readonly PendingWrite[] {
    const lost = [...this.#inFlight, ...this.#queued];
    this.#inFlight = [];
    this.#queued = [];
    this.#clocks.clear();
    this.#size = 0;
    return lost;
  }
}
