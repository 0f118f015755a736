import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { Lease } from '../access/lease.ts';
import type { DocumentBytes } from './document/document-bytes.ts';
import type { AnswerQueue, Question } from './answer-queue.ts';
import {
  MAX_QUEUE_BYTES,
  PIECE_BYTES,
  QUEUE_DRAINED_BYTES,
  QUEUE_WITHOUT_AWARENESS_BYTES,
} from './limits.ts';
import { relayFrame, step1Frame, step2Frame, storedFrame, updateFrame } from './protocol.ts';
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

  readonly document: DocumentBytes;
  readonly lease: Lease;
  readonly #elapsed: () => number;
  readonly #answers: AnswerQueue;
  /** Step 1 was answered: from here on updates follow. */
  #isSynced = false;
  #writesReceived = 0;
  /** Writes of this connection that were not stored: then only a step 2 after the last makes it whole. */
  #lost: { first: number; last: number } | undefined;
  #isAskedForAll = false;
  /** Writes stored, and how many of them the client was told. */
  #stored = 0;
  #storedTold = 0;
  /** Set while an answer is made or the queue is full: what the client knows when it has what was sent. */
  #lagVector: Uint8Array | undefined;
  /** Updates that came meanwhile, while they are few; undefined when the client needs a whole answer. */
  #held: { frames: Uint8Array[]; bytes: number } | undefined;
  #question: Question | undefined;
  #isAnswering = false;
  /** A large frame on its way, piece by piece, and the small ones that follow it. */
  #long: { frame: Uint8Array; sent: number; after: Uint8Array[] } | undefined;
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
    answers: AnswerQueue;
    now: () => number;
    elapsed: () => number;
  }) {
    this.socket = options.socket;
    this.request = options.request;
    this.visitor = options.visitor;
    this.wantsAcks = options.wantsAcks;
    this.document = options.document;
    this.#answers = options.answers;
    this.#elapsed = options.elapsed;
    this.lastSentMs = this.lastHeardMs = options.elapsed();
    this.lease = new Lease({ ...options, expiresAtMs: options.visitor.expiresAtMs });
  }

  get mayRead(): boolean {
    return this.lease.mayRead;
  }

  /** Whether what is known of its rights is recent enough to take something [SY32]. */
  get isLeased(): boolean {
    return this.lease.isCurrent;
  }

  /** Its rights were asked for at `askedMs`, and are these. */
  renew(visitor: Visitor, askedMs: number): void {
    this.visitor = visitor;
    this.lease.renew(askedMs, visitor.expiresAtMs);
  }

  get mayWrite(): boolean {
    return this.visitor.access === 'write' && this.mayRead;
  }

  /** Whether it may finish letters in texts that stand [SY40]. */
  get mayFinish(): boolean {
    return this.visitor.access === 'text' && this.mayRead;
  }

  /** Nothing more is taken of it until its rights are other ones. */
  endFinishing(): void {
    if (this.visitor.access === 'text') this.visitor = { ...this.visitor, access: 'read' };
  }

  /** The number of the write that just came in: the first is 1. */
  countWrite(isStep2: boolean): number {
    if (isStep2) this.#isAskedForAll = false;
    return ++this.#writesReceived;
  }

  /** Takes a step 1; the answer comes in its turn. */
  answer(stateVector: Uint8Array): void {
    this.#question = { stateVector, isStep1: true };
    this.#answers.ask(this);
  }

  /** The question to answer now, if the answer could go out; what is committed from here on is held back. */
  takeQuestion(): Question | undefined {
    const question = this.#question;
    if (!question || !this.mayRead || this.socket.readyState !== this.socket.OPEN) return undefined;
    if (this.#isFull) return undefined; // asked again when it is drained
    this.#question = undefined;
    this.#isSynced = this.#isAnswering = true;
    this.#lagVector = this.document.stateVector();
    this.#held = { frames: [], bytes: 0 };
    return question;
  }

  get #isFull(): boolean {
    return this.#long !== undefined || this.socket.bufferedAmount > MAX_QUEUE_BYTES;
  }

  deliver({ isStep1 }: Question, diff: Uint8Array): void {
    this.#isAnswering = false;
    this.send(isStep1 ? step2Frame(diff) : updateFrame(diff));
    this.#catchUp();
  }

  /** Passes on a committed update. */
  tell(frame: Uint8Array): void {
    if (!this.#isSynced || !this.mayRead) return;
    if (!this.#lagVector) return this.send(frame);
    if (!this.#held) return;
    this.#held.frames.push(frame);
    this.#held.bytes += frame.length;
    if (this.#held.bytes > MAX_QUEUE_BYTES) this.#held = undefined;
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
    this.send(step1Frame(this.document.stateVector()));
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
    if (entries.length > 0) this.send(relayFrame(entries));
  }

  send(frame: Uint8Array): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.#long) return void this.#long.after.push(frame);
    if (frame.length > PIECE_BYTES) {
      this.#long = { frame, sent: 0, after: [] };
      this.#lag({ frames: [], bytes: 0 });
      return this.#sendPieces();
    }
    this.lastSentMs = this.#elapsed();
    const isBehind = this.socket.bufferedAmount + frame.length > QUEUE_WITHOUT_AWARENESS_BYTES;
    this.socket.send(frame, isBehind ? () => this.#catchUp() : undefined);
    if (this.socket.bufferedAmount > MAX_QUEUE_BYTES) this.#lag();
  }

  /** Everything committed so far is in the queue by now, since a room tells update by update. */
  #lag(held?: { frames: Uint8Array[]; bytes: number }): void {
    if (this.#lagVector) return;
    this.#lagVector = this.document.stateVector();
    this.#held = held;
  }

  /** A large frame in pieces: only what the client takes up is put into the queue. */
  #sendPieces(): void {
    while (this.#long && this.socket.bufferedAmount <= MAX_QUEUE_BYTES - PIECE_BYTES) {
      if (this.socket.readyState !== this.socket.OPEN) return;
      const { frame, sent, after } = this.#long;
      const end = Math.min(sent + PIECE_BYTES, frame.length);
      this.lastSentMs = this.#elapsed();
      this.#long.sent = end;
      const isLast = end === frame.length;
      if (isLast) this.#long = undefined;
      this.socket.send(frame.subarray(sent, end), { fin: isLast }, () => this.#catchUp());
      if (isLast) for (const small of after) this.send(small);
    }
  }

  /** The queue got shorter: the rest of a large frame, then what was held back meanwhile. */
  #catchUp(): void {
    this.#sendPieces();
    if (this.#long || this.#isAnswering || this.socket.bufferedAmount > QUEUE_DRAINED_BYTES) return;
    this.#answers.free(this);
    if (this.#lagVector) {
      const { frames } = this.#held ?? {};
      if (!frames && !this.#question) this.#question = { stateVector: this.#lagVector, isStep1: false };
      this.#lagVector = undefined;
      this.#held = undefined;
      for (const frame of frames ?? []) this.tell(frame);
      if (!frames) this.#lagVector = this.document.stateVector(); // until the answer is there
    }
    if (this.#question) this.#answers.ask(this);
    this.acknowledge();
    this.flushPresence(this.#presenceOf);
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    this.socket.resume(); // a paused socket would never read the answer to the close
  }
}
