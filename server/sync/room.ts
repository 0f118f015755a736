// Above 300 lines: the order of things in one room (checked, stored, told, acknowledged) is read in one place.
import * as Y from 'yjs';
import { CLOSE, type CloseCode } from '#lib/sync/close-codes.ts';
import type { AwarenessEntry } from './awareness-entries.ts';
import { ClientOwners } from './client-owners.ts';
import { compactRoom } from './store/compaction.ts';
import type { Connection } from './connection.ts';
import { DocumentBytes } from './document/document-bytes.ts';
import { HistoryShares } from './store/history-shares.ts';
import type { DocumentScan } from './document/document-parts.ts';
import type { Append, AppendResult, ClientOwner, StoredDocument } from './store/document-store.ts';
import {
  FINISH_REFUSED_MS,
  FOLD_AFTER_BYTES,
  FOLD_AFTER_UPDATES,
  HISTORY_LOOK_BYTES,
  MAX_NEW_CLIENTS_PER_UPDATE,
  MAX_FINISHED_BYTES,
  mostBytesOf,
  RETRY_FIRST_MS,
  RETRY_LONGEST_MS,
} from './limits.ts';
import { PendingWrites, type PendingWrite } from './pending-writes.ts';
import { PresenceRelay } from './presence-relay.ts';
import { updateFrame, welcomeFrame } from './protocol.ts';
import { ClientRefusal } from './refusal.ts';
import type { RoomSurroundings } from './room-surroundings.ts';
import { TextCheck } from './document/text-check.ts';
import { settleUpdate } from './document/settle-update.ts';
import { scanUpdate, type ScannedUpdate } from './document/update-scan.ts';

/**
 * One open document: its bytes, the people connected to it, and the order of things: an update is
 * checked, stored, told to the others, acknowledged.
 */
export class Room {
  readonly name: string;
  readonly epoch: string;
  readonly bytes: DocumentBytes;
  readonly presence: PresenceRelay;
  readonly #surroundings: RoomSurroundings;
  readonly #owners: ClientOwners;
  readonly #pending = new PendingWrites();
  readonly #shares: HistoryShares;
  readonly #connections = new Set<Connection>();
  #seq: number;
  /** Updates and bytes in the log that no snapshot holds. */
  #logged: { updates: number; bytes: number };
  /** Bytes since the size of the history was looked at; an earlier life of the room may have left many. */
  #unlooked = Infinity;
  #takenOwners: ClientOwner[] = [];
  #compacting: Promise<void> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #retryMs = RETRY_FIRST_MS;
  #isEnded = false;
  /** While somebody may only finish: what their updates are looked at with. */
  #texts: TextCheck | undefined;
  #stood: Map<number, number> | undefined;
  /** Until when somebody who did more than finish may not finish either, by `elapsed`. */
  readonly #finishRefused = new Map<string, number>();
  #activeMs: number;

  constructor(
    name: string,
    stored: StoredDocument,
    surroundings: RoomSurroundings,
    scan: DocumentScan | undefined,
  ) {
    this.name = name;
    this.epoch = stored.epoch;
    this.#surroundings = surroundings;
    const tail = stored.updates.map(({ bytes }) => bytes);
    this.bytes = new DocumentBytes(stored.snapshot, tail, scan);
    this.#seq = stored.updates.at(-1)?.seq ?? stored.snapshotSeq;
    this.#logged = { updates: tail.length, bytes: this.bytes.tailSize };
    this.#owners = new ClientOwners(stored.owners, stored.retired);
    this.#shares = new HistoryShares(stored.shares);
    this.presence = new PresenceRelay(this.#connections, this.#owners, () => surroundings.ontypingend(name));
    this.#activeMs = surroundings.elapsed();
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** When something last happened here; now, while something is still under way. */
  get activeMs(): number {
    const isBusy = !this.#pending.isEmpty || this.#compacting !== undefined || this.#retryTimer !== undefined;
    return isBusy ? this.#surroundings.elapsed() : this.#activeMs;
  }

  get loggedUpdates(): number {
    return this.#logged.updates;
  }

  enter(connection: Connection): void {
    this.#touch();
    this.#connections.add(connection);
    this.welcome(connection);
    this.presence.greet(connection);
  }

  /** Says what the connection may do, and asks a writer for what it has. */
  welcome(connection: Connection): void {
    const right = connection.mayWrite ? 'write' : connection.mayFinish ? 'text' : 'read';
    if (connection.wantsAcks) connection.send(welcomeFrame(this.epoch, right));
    if (right !== 'read') connection.askForAll();
    if (![...this.#connections].some(({ mayFinish }) => mayFinish)) this.#forgetTexts();
  }

  leave(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#touch();
    this.presence.leave(connection);
  }

  receivePresence(entries: readonly AwarenessEntry[], from: Connection): void {
    this.presence.receive(entries, from);
    if (this.#owners.hasUnsaved) this.#surroundings.commits.schedule(this);
  }

  /** An update or step 2 from a client. Throws MalformedError or ClientRefusal, which end that connection. */
  receive(update: Uint8Array, connection: Connection, isStep2: boolean): void {
    const number = connection.countWrite(isStep2);
    if (!(connection.mayWrite || connection.mayFinish) || this.#isEnded) return;
    this.#touch();
    if (this.#retryTimer || !connection.isLeased) return connection.lose(number);
    const scanned = scanUpdate(update, this.#known);
    if (scanned.missing !== undefined) {
      connection.lose(number);
      return connection.askForAll();
    }
    this.#checkAuthor(scanned, connection.visitor.actorKey);
    const settled = settleUpdate(update, scanned, this.#known, this.bytes);
    this.#checkSize(settled.update);
    if (!this.#takeText(settled.update, connection)) return connection.lose(number);
    this.#takeShare(settled.update?.length ?? 0, connection.visitor.actorKey);
    this.#add({ ...settled, origin: { kind: 'client', connection, number, isStep2 } });
  }

  /** An update made by the server itself; resolves when it is stored and told. */
  write(update: Uint8Array, actorKey: string): Promise<void> {
    if (this.#isEnded || this.#retryTimer) return Promise.reject(new Error(`${this.name} cannot store now`));
    const scanned = scanUpdate(update, this.#known);
    this.#checkAuthor(scanned, actorKey);
    this.#touch();
    this.#texts?.follow(update);
    return new Promise((resolve, reject) => {
      this.#add({ update, scanned, origin: { kind: 'server', resolve, reject } });
    });
  }

  /**
   * Who may only finish changes letters of texts that stand [SY40]. Anything else ends that right, and the
   * client hands in what it has. What was accepted and is not stored yet is in the copy already.
   */
  #takeText(update: Uint8Array | undefined, connection: Connection): boolean {
    if (!update) return true;
    if (connection.mayWrite) {
      this.#texts?.follow(update);
      return true;
    }
    const { actorKey } = connection.visitor;
    const isRefused = (this.#finishRefused.get(actorKey) ?? 0) > this.#surroundings.elapsed();
    if (!isRefused) this.#texts ??= this.#openTexts();
    if (!isRefused && this.#texts?.allows(update)) return true;
    if (!isRefused) this.#spoilTexts();
    // Or somebody who comes back again and again would have the copy made again and again.
    this.#finishRefused.set(actorKey, this.#surroundings.elapsed() + FINISH_REFUSED_MS);
    connection.endFinishing();
    this.welcome(connection);
    return false;
  }

  /** None for a document that would hold up every room while it is opened. */
  #openTexts(): TextCheck | undefined {
    const isTooLarge = this.bytes.size + this.#pending.size > MAX_FINISHED_BYTES;
    return isTooLarge ? undefined : new TextCheck(this.#openWhole(), this.#stood);
  }

  /** What is stored, and what waits to be. */
  #openWhole(): Y.Doc {
    const doc = this.bytes.open();
    for (const update of this.#pending.updates) Y.applyUpdate(doc, update);
    return doc;
  }

  /** The copy holds what the document will not; what stood at first still counts. */
  #spoilTexts(): void {
    this.#stood = this.#texts?.stood ?? this.#stood;
    this.#texts?.destroy();
    this.#texts = undefined;
  }

  #forgetTexts(): void {
    this.#spoilTexts();
    this.#stood = undefined;
  }

  /** Ends the right to finish for everybody here, at once. */
  endFinishing(): void {
    for (const connection of this.#connections) {
      if (!connection.mayFinish) continue;
      connection.endFinishing();
      this.welcome(connection);
    }
  }

  readonly #known = (client: number): number =>
    Math.max(this.bytes.known(client), this.#pending.known(client));

  #add(write: PendingWrite): void {
    this.#pending.add(write);
    this.#surroundings.commits.schedule(this);
  }

  #touch(): void {
    this.#activeMs = this.#surroundings.elapsed();
  }

  /** Whoever writes new ticks of a client id must be the one who used it first. */
  #checkAuthor(scanned: ScannedUpdate, actorKey: string): void {
    const free: number[] = [];
    for (const { client, to } of scanned.writes) {
      if (to <= this.#known(client)) continue;
      const ownership = this.#owners.ownership(client, actorKey);
      if (ownership === 'foreign') throw new ClientRefusal(CLOSE.foreignClient, 'this client id is in use');
      if (ownership === 'retired')
        throw new ClientRefusal(CLOSE.replaced, 'this copy is of an earlier document');
      if (ownership === 'free') free.push(client);
    }
    if (free.length > MAX_NEW_CLIENTS_PER_UPDATE || !this.#owners.hasRoom(actorKey, free.length)) {
      throw new ClientRefusal(CLOSE.tooLarge, 'too many client ids');
    }
    for (const client of free) this.#owners.claim(client, actorKey);
  }

  #checkSize(update: Uint8Array | undefined): void {
    if (!update || this.bytes.size + this.#pending.size + update.length <= mostBytesOf(this.name)) return;
    throw new ClientRefusal(CLOSE.tooLarge, 'the document is full');
  }

  #takeShare(bytes: number, actorKey: string): void {
    const nowMs = this.#surroundings.now();
    if (!this.#shares.hasRoom(actorKey, bytes, nowMs))
      throw new ClientRefusal(CLOSE.tooLarge, 'this person has written too much here today');
    this.#shares.add(actorKey, bytes, nowMs);
  }

  takeBatch(): Append | undefined {
    if (this.#isEnded) return undefined;
    const updates = this.#pending.take().flatMap(({ update }) => update ?? []);
    this.#takenOwners = this.#owners.takeUnsaved();
    if (updates.length === 0 && this.#takenOwners.length === 0) {
      this.#finish();
      return undefined;
    }
    const shares = this.#shares.takeUnsaved();
    return { document: this.name, epoch: this.epoch, updates, owners: this.#takenOwners, shares };
  }

  async settle(result: AppendResult): Promise<void> {
    if (result.kind === 'gone') return this.end(CLOSE.replaced, 'the document was replaced');
    if (result.kind === 'conflict') {
      this.#owners.learn(await this.#surroundings.store.readOwners(this.name, this.epoch));
      throw new Error('another node gave a client id to somebody else');
    }
    this.#retryMs = RETRY_FIRST_MS;
    if (result.firstSeq > this.#seq + 1) await this.catchUp(result.firstSeq - 1);
    this.#finish();
    this.#compactWhenLong();
  }

  /** Commit done: tell, then acknowledge. */
  #finish(): void {
    const settled = this.#pending.settle();
    for (const { update, scanned, origin } of settled) {
      if (update) this.#apply(update, scanned, origin.kind === 'client' ? origin.connection : undefined);
    }
    for (const { origin } of settled) {
      if (origin.kind === 'server') origin.resolve();
      else origin.connection.store(origin.number, origin.isStep2);
    }
    for (const { origin } of settled) if (origin.kind === 'client') origin.connection.acknowledge();
  }

  #apply(update: Uint8Array, scanned: ScannedUpdate, from: Connection | undefined): void {
    this.bytes.append(update, scanned);
    this.#seq++;
    this.#logged.updates++;
    this.#logged.bytes += update.length;
    const frame = updateFrame(update);
    for (const connection of this.#connections) if (connection !== from) connection.tell(frame);
  }

  /** Nothing of the batch was stored: nobody is told, and after a pause the writers are asked again. */
  fail(error: unknown): void {
    this.#surroundings.log.error({ error, document: this.name, retryMs: this.#retryMs }, 'A commit failed');
    this.#spoilTexts();
    this.#owners.giveUp(this.#takenOwners);
    this.#takenOwners = [];
    for (const { origin, update } of this.#pending.giveUp()) {
      if (origin.kind === 'server') {
        origin.reject(error);
        continue;
      }
      const { connection, number } = origin;
      connection.lose(number);
      this.#shares.add(connection.visitor.actorKey, -(update?.length ?? 0), this.#surroundings.now());
    }
    this.#askLater();
  }

  #askLater(): void {
    if (this.#isEnded) return;
    this.#retryTimer ??= setTimeout(() => void this.#askAgain(), this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, RETRY_LONGEST_MS);
  }

  /** A commit whose answer was lost may be stored all the same: first what is there, then who has more. */
  async #askAgain(): Promise<void> {
    try {
      await this.#readOn(Infinity);
      this.#retryTimer = undefined;
    } catch (error) {
      this.#surroundings.log.warn({ error, document: this.name }, 'A log could not be read after a failure');
      this.#retryTimer = undefined;
      return this.#askLater();
    }
    for (const connection of this.#connections) if (connection.hasLost) connection.askForAll();
  }

  /** Reads what other nodes stored, up to `seq` at least, and tells it. */
  async catchUp(seq: number): Promise<void> {
    if (seq <= this.#seq || this.#isEnded) return;
    await this.#readOn(seq);
    if (this.#seq < seq) throw new Error(`the log of ${this.name} ends at ${this.#seq}, not ${seq}`);
  }

  async #readOn(seq: number): Promise<void> {
    const { store } = this.#surroundings;
    this.#owners.learn(await store.readOwners(this.name, this.epoch));
    for (const logged of await store.readAfter(this.name, this.epoch, this.#seq)) {
      if (logged.seq !== this.#seq + 1 || logged.seq > seq) continue;
      this.#texts?.follow(logged.bytes);
      this.#apply(
        logged.bytes,
        scanUpdate(logged.bytes, () => Infinity),
        undefined,
      );
    }
  }

  #compactWhenLong(): void {
    const { updates, bytes } = this.#logged;
    if (updates > FOLD_AFTER_UPDATES || bytes > Math.max(FOLD_AFTER_BYTES, this.bytes.size / 4))
      void this.compact();
  }

  /** Folds the log into a snapshot and stores it. A failure is logged and tried again later. */
  compact(): Promise<void> {
    if (this.#compacting) return this.#compacting;
    if (this.#logged.updates === 0 || this.#isEnded) return Promise.resolve();
    this.#unlooked += this.#logged.bytes;
    const isHistoryDue = this.#unlooked > HISTORY_LOOK_BYTES;
    if (isHistoryDue) this.#unlooked = 0;
    this.#logged = { updates: 0, bytes: 0 };
    this.#compacting = compactRoom(this, this.#seq, isHistoryDue, this.#surroundings).finally(() => {
      this.#compacting = undefined;
    });
    return this.#compacting;
  }

  /** Resolves when no compaction is under way. */
  get compacted(): Promise<void> {
    return this.#compacting ?? Promise.resolve();
  }

  /** Ends the room: everybody is sent away and nothing is taken any more. */
  end(code: CloseCode, reason: string): void {
    this.#isEnded = true;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    for (const { origin } of this.#pending.giveUp()) {
      if (origin.kind === 'server') origin.reject(new Error(`${this.name}: ${reason}`));
    }
    this.presence.close();
    this.#forgetTexts();
    for (const connection of this.#connections) connection.close(code, reason);
  }
}
