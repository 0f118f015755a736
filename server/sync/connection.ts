import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { DocumentBytes } from './document-bytes.ts';
import { MAX_QUEUE_BYTES, QUEUE_DRAINED_BYTES, QUEUE_WITHOUT_AWARENESS_BYTES } from './limits.ts';
import { awarenessFrame, step1Frame, step2Frame, storedFrame, updateFrame } from './protocol.ts';
import type { Visitor } from './visitor.ts';

/**
 * One socket as the room sees it: what was said to it, and what has to wait because it reads slowly.
 * Its queue is bounded: beyond the bound nothing more is added, and when it is drained the client
 * gets one update with everything it missed.
 */
export class Connection {
  readonly socket: WebSocket;
  /** Kept, since rights are checked again when they change. */
  readonly request: IncomingMessage;
  readonly wantsAcks: boolean;
  visitor: Visitor;
  /** How often its rights were asked for again. */
  rightsQuestions = 0;

  readonly #document: DocumentBytes;
  readonly #now: () => number;
  /** Step 1 was answered: from here on updates follow. */
  #isSynced = false;
  #writesReceived = 0;
  /** Writes of this connection that were not stored: then only a step 2 after the last makes it whole. */
  #lost: { first: number; last: number } | undefined;
  #isAskedForAll = false;
  /** Writes stored, and how many of them the client was told. */
  #stored = 0;
  #storedTold = 0;
  /** Set while the queue is full: what the client will know when the queue is drained. */
  #lagVector: Uint8Array | undefined;
  #hasMissedUpdates = false;
  #owesStep2 = false;
  readonly #presenceDue = new Set<number>();
  #presenceOf: (client: number) => Uint8Array | undefined = () => undefined;
  lastSentMs: number;
  lastHeardMs: number;

  constructor(options: {
    socket: WebSocket;
    request: IncomingMessage;
    visitor: Visitor;
    wantsAcks: boolean;
    document: DocumentBytes;
    now: () => number;
  }) {
    this.socket = options.socket;
    this.request = options.request;
    this.visitor = options.visitor;
    this.wantsAcks = options.wantsAcks;
    this.#document = options.document;
    this.#now = options.now;
    this.lastSentMs = this.lastHeardMs = options.now();
  }

  /** Rights that ran out count at once, not when somebody looks. */
  get mayRead(): boolean {
    return this.#now() < this.visitor.expiresAtMs;
  }

  get mayWrite(): boolean {
    return this.visitor.access === 'write' && this.mayRead;
  }

  /** The number of the write that just came in: the first is 1. */
  countWrite(isStep2: boolean): number {
    if (isStep2) this.#isAskedForAll = false;
    return ++this.#writesReceived;
  }

  /** Answers a step 1. */
  answer(stateVector: Uint8Array): void {
    this.#isSynced = true;
    if (this.#lagVector) {
      this.#lagVector = stateVector;
      this.#owesStep2 = true;
    } else {
      this.send(step2Frame(this.#document.diff(stateVector)));
    }
  }

  /** Passes on a committed update. */
  tell(frame: Uint8Array): void {
    if (!this.#isSynced || !this.mayRead) return;
    if (this.#lagVector) this.#hasMissedUpdates = true;
    else this.send(frame);
  }

  /** A write could not be stored. */
  lose(write: number): void {
    this.#lost = { first: this.#lost?.first ?? write, last: write };
  }

  get hasLost(): boolean {
    return this.#lost !== undefined;
  }

  /** Asks the client for everything that is not committed. */
  askForAll(): void {
    if (this.#isAskedForAll) return;
    this.#isAskedForAll = true;
    this.send(step1Frame(this.#document.stateVector()));
  }

  /** A write is stored. Says so, unless an earlier one was lost and this is not the step 2 that mends it. */
  store(write: number, isStep2: boolean): void {
    if (this.#lost && write > this.#lost.first) {
      if (!isStep2 || write < this.#lost.last) return;
      this.#lost = undefined;
    }
    this.#stored = write;
  }

  /** Acknowledges once for a whole batch. */
  acknowledge(): void {
    if (!this.wantsAcks || this.#stored === this.#storedTold || this.#lagVector) return;
    this.#storedTold = this.#stored;
    this.send(storedFrame(this.#stored));
  }

  /** Marks somebody's presence as news for this connection. */
  owePresence(client: number): void {
    this.#presenceDue.add(client);
  }

  /** Sends the presence that is due in one frame; a slow reader gets it later, and then only the latest. */
  flushPresence(bytesOf: (client: number) => Uint8Array | undefined): void {
    this.#presenceOf = bytesOf;
    if (this.#presenceDue.size === 0 || !this.mayRead) return;
    if (this.#lagVector || this.socket.bufferedAmount > QUEUE_WITHOUT_AWARENESS_BYTES) return;
    const entries = [...this.#presenceDue].flatMap((client) => bytesOf(client) ?? []);
    this.#presenceDue.clear();
    if (entries.length > 0) this.send(awarenessFrame(entries));
  }

  send(frame: Uint8Array): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.lastSentMs = this.#now();
    const isBehind = this.socket.bufferedAmount + frame.length > QUEUE_WITHOUT_AWARENESS_BYTES;
    this.socket.send(frame, isBehind ? () => this.#catchUp() : undefined);
    // Everything committed so far is in the queue by now: a room tells update by update.
    if (this.socket.bufferedAmount > MAX_QUEUE_BYTES) this.#lagVector ??= this.#document.stateVector();
  }

  #catchUp(): void {
    if (this.socket.bufferedAmount > QUEUE_DRAINED_BYTES) return;
    const vector = this.#lagVector;
    this.#lagVector = undefined;
    if (vector && this.#owesStep2) this.send(step2Frame(this.#document.diff(vector)));
    else if (vector && this.#hasMissedUpdates && this.mayRead)
      this.send(updateFrame(this.#document.diff(vector)));
    this.#owesStep2 = this.#hasMissedUpdates = false;
    this.acknowledge();
    this.flushPresence(this.#presenceOf);
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    this.socket.resume(); // a paused socket would never read the answer to the close
  }
}
