import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { RandomSource } from '../base/random.ts';
import { changedSubjects } from './changed-subjects.ts';
import { CLOSE, isFinalClose } from './close-codes.ts';
import { awarenessFrame, readFrame, syncFrame, type ServerMessage } from './frames.ts';
import { SYNC, type WelcomeRight } from './message-types.ts';
import type { LocalChange, OfflineDocument } from './offline-document.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { roomStatus, type RoomStatus } from './room-status.ts';
import { WriteLedger } from './write-ledger.ts';

/** The server says something at least every 25 s; after this silence the connection is dead. */
const SILENCE_MS = 30_000;
const LOOK_EVERY_MS = 5_000;
/** How often what is here is compared with what the server has, so that a lost frame mends itself. */
const COMPARE_EVERY_MS = 60_000;

export interface RoomProviderOptions {
  /** Such as `wss://host/sync`, without the document. */
  url: string;
  document: string;
  doc: Y.Doc;
  /** What else stands in the address, such as a code by which one comes in without an account. */
  parameters?: Readonly<Record<string, string>> | undefined;
  /** The copy on this device, and what it holds that the server does not have yet. */
  offline?: OfflineDocument | undefined;
  unsaved?: readonly LocalChange[];
  WebSocket?: typeof globalThis.WebSocket;
  random?: RandomSource;
  /** How often the two sides are compared, in milliseconds. */
  compareEveryMs?: number;
}

/**
 * Keeps a Y.Doc in step with the room server over the y-websocket protocol, and knows exactly which
 * changes the server has stored. Unlike the stock client it never talks past the server to other
 * tabs, repeats nobody's presence, and never merges a copy of an earlier life of the document.
 */
export class RoomProvider {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly #options: RoomProviderOptions;
  readonly #ledger = new WriteLedger<LocalChange>();
  /** How many waiting changes each changed thing has. */
  readonly #subjects = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  readonly #watch: ReturnType<typeof setInterval>;
  readonly #compare: ReturnType<typeof setInterval>;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The server asked for what we have and got it: from then on each change goes out at once. */
  #isLive = false;
  #isSynced = false;
  #hasEverConnected = false;
  #right: WelcomeRight = 'read';
  #epoch: string | undefined;
  #attempts = 0;
  #closeCode: number | undefined;
  #lastHeardMs = 0;
  #isDestroyed = false;

  constructor(options: RoomProviderOptions) {
    this.#options = options;
    this.doc = options.doc;
    this.#epoch = options.offline?.epoch;
    for (const change of options.unsaved ?? []) this.#note(change);
    this.awareness = new Awareness(options.doc);
    this.doc.on('update', this.#onUpdate);
    this.awareness.on('update', this.#onPresence);
    this.#watch = setInterval(() => this.#checkSilence(), LOOK_EVERY_MS);
    this.#compare = setInterval(() => this.#compareStates(), options.compareEveryMs ?? COMPARE_EVERY_MS);
    this.#connect();
  }

  get status(): RoomStatus {
    return roomStatus({
      hasTried: this.#hasEverConnected || this.#attempts > 0,
      isSynced: this.#isSynced && this.#isLiveOrReader,
      waiting: this.#ledger.waiting === 0 ? 0 : Math.max(1, this.#subjects.size),
      closeCode: this.#closeCode,
    });
  }

  /** Changes that neither the server nor this device has: they are lost when the page goes. */
  get unkept(): number {
    return this.#ledger.tokens.filter(({ row }) => row === undefined).length;
  }

  get #isLiveOrReader(): boolean {
    return this.#isLive || this.#right === 'read';
  }

  /** Whether the content is there: everything the server had when it was asked. */
  get isSynced(): boolean {
    return this.#isSynced;
  }

  get mayWrite(): boolean {
    return this.#right === 'write';
  }

  /** Whether the server still takes letters in texts that stand, and nothing more. */
  get mayFinish(): boolean {
    return this.#right === 'text';
  }

  /** Calls `listener` whenever status, right or sync change. Returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Resolves to true when `holds` is true of this provider, and to false when the server has ended the
   * connection for good: it may never hold then.
   */
  until(holds: (provider: this) => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const look = (): void => {
        const isHeld = holds(this);
        if (!isHeld && this.status.kind !== 'ended') return;
        stop();
        resolve(isHeld);
      };
      const stop = this.subscribe(look);
      look();
    });
  }

  /** Tries at once, also after the server ended it: the network is back, or somebody signed in again. */
  retryNow(): void {
    if (this.#socket || this.#isDestroyed) return;
    this.#connect();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#closeCode = undefined;
    const { url, document, parameters = {}, WebSocket: Socket = globalThis.WebSocket } = this.#options;
    const address = new URL(`${url}/${document}`);
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    address.searchParams.set('ack', '1');
    if (this.#epoch !== undefined) address.searchParams.set('epoch', this.#epoch);
    const socket = new Socket(address);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#lastHeardMs = Date.now();
    socket.onopen = () => this.#greet(socket);
    socket.onmessage = ({ data }: { data: ArrayBuffer }) => {
      if (socket !== this.#socket) return;
      this.#lastHeardMs = Date.now();
      this.#hear(readFrame(new Uint8Array(data)), socket);
    };
    socket.onerror = () => undefined; // the close that follows says more
    socket.onclose = ({ code }) => this.#disconnected(socket, code);
    this.#changed();
  }

  #greet(socket: WebSocket): void {
    socket.send(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)));
    // A new clock: peers who saw us leave ignore a state that is not newer.
    this.awareness.setLocalState(this.awareness.getLocalState());
  }

  #hear(message: ServerMessage, socket: WebSocket): void {
    switch (message.kind) {
      case 'welcome':
        return this.#beWelcomed(message.epoch, message.right);
      case 'step1':
        socket.send(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.doc, message.stateVector)));
        this.#ledger.sendAll();
        this.#isLive = true;
        return this.#changed();
      case 'update':
        Y.applyUpdate(this.doc, message.update, this);
        if (message.isAnswer) this.#beSynced();
        return;
      case 'stored': {
        const safe = this.#ledger.store(message.count);
        for (const { subjects } of safe) this.#forget(subjects);
        this.#options.offline?.markStored(safe);
        return this.#changed();
      }
      case 'awareness':
        return applyAwarenessUpdate(this.awareness, message.update, this);
      case 'unknown':
    }
  }

  #beWelcomed(epoch: string, right: WelcomeRight): void {
    this.#epoch = epoch;
    void this.#options.offline?.setEpoch(epoch).catch(this.#options.offline.onfailure);
    this.#right = right;
    if (right === 'read') this.#isLive = false;
    this.#changed();
  }

  #beSynced(): void {
    this.#isSynced = true;
    this.#hasEverConnected = true;
    this.#attempts = 0;
    this.#changed();
  }

  #note(change: LocalChange): void {
    this.#ledger.add(change);
    for (const subject of change.subjects)
      this.#subjects.set(subject, (this.#subjects.get(subject) ?? 0) + 1);
  }

  #forget(subjects: readonly string[]): void {
    for (const subject of subjects) {
      const left = (this.#subjects.get(subject) ?? 0) - 1;
      if (left > 0) this.#subjects.set(subject, left);
      else this.#subjects.delete(subject);
    }
  }

  readonly #onUpdate = (
    update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    transaction: Y.Transaction,
  ): void => {
    const { offline } = this.#options;
    if (origin === offline && offline) return;
    if (origin === this) return offline?.addRemote(update);
    const subjects = changedSubjects(transaction);
    this.#note(offline?.addLocal(update, subjects) ?? { row: undefined, subjects });
    if (this.#isLive && this.#socket?.readyState === this.#socket?.OPEN) {
      this.#socket?.send(syncFrame(SYNC.update, update));
      this.#ledger.sendAll();
    }
    this.#changed();
  };

  readonly #onPresence = (_changes: unknown, origin: unknown): void => {
    const socket = this.#socket;
    if (origin !== 'local' || socket?.readyState !== socket?.OPEN) return;
    socket?.send(awarenessFrame(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID])));
  };

  #checkSilence(): void {
    const socket = this.#socket;
    if (!socket || Date.now() - this.#lastHeardMs < SILENCE_MS) return;
    this.#disconnected(socket, 1006);
    socket.close();
  }

  #disconnected(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    this.#closeCode = code;
    this.#isLive = this.#isSynced = false;
    this.#ledger.disconnect();
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, this);
    if (code === CLOSE.replaced)
      void this.#options.offline?.setAside().catch(this.#options.offline.onfailure);
    if (!isFinalClose(code) && !this.#isDestroyed) {
      this.#attempts++;
      const delayMs = reconnectDelay(this.#attempts, code, this.#options.random ?? Math.random);
      this.#timer = setTimeout(() => this.#connect(), delayMs);
    }
    this.#changed();
  }

  /** Tells the server what is here; it answers with whatever is missing, and nobody has to load a page again. */
  #compareStates(): void {
    const socket = this.#socket;
    if (this.#isSynced && socket?.readyState === socket?.OPEN)
      socket?.send(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)));
  }

  /** Says goodbye and stops. What is not stored stays on this device. The Y.Doc stays usable. */
  async destroy(): Promise<void> {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    clearInterval(this.#compare);
    this.awareness.destroy(); // tells the others, as long as the socket is open
    this.doc.off('update', this.#onUpdate);
    this.#socket?.close(1000);
    await this.#options.offline?.close();
  }
}
