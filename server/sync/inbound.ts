import type { RawData } from 'ws';
import { CLOSE } from '#lib/sync/close-codes.ts';
import type { ActorBudget, ActorBudgets } from './actor-budgets.ts';
import type { AnswerQueue } from './answer-queue.ts';
import { readAwareness } from './awareness-entries.ts';
import { MalformedError } from './document/byte-cursor.ts';
import type { Connection } from './connection.ts';
import { ANSWER_LEAST_BYTES, AWARENESS_PER_SECOND, FRAMES_PER_SECOND, UPDATES_PER_SECOND } from './limits.ts';
import { readMessage, type ClientMessage } from './protocol.ts';
import { ClientRefusal } from './refusal.ts';
import type { Room } from './room.ts';
import type { SyncLog } from './sync-log.ts';
import { TokenBucket } from '../requests/token-bucket.ts';

/** One socket's way in: frames are read at a bounded rate and handed to the room. */
export class Inbound {
  readonly #connection: Connection;
  readonly #room: Room;
  readonly #log: SyncLog;
  readonly #elapsed: () => number;
  readonly #budgets: ActorBudgets;
  readonly #frames: TokenBucket;
  readonly #updates: TokenBucket;
  readonly #presence: TokenBucket;
  #pauseTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    connection: Connection,
    room: Room,
    options: { log: SyncLog; elapsed: () => number; budgets: ActorBudgets; answers: AnswerQueue },
  ) {
    const { log, elapsed, answers } = options;
    this.#connection = connection;
    this.#room = room;
    this.#log = log;
    this.#elapsed = elapsed;
    this.#budgets = options.budgets;
    const bucket = (perSecond: number) => new TokenBucket({ perSecond, burst: perSecond, nowMs: elapsed() });
    this.#frames = bucket(FRAMES_PER_SECOND);
    this.#updates = bucket(UPDATES_PER_SECOND);
    this.#presence = bucket(AWARENESS_PER_SECOND);
    const { socket } = connection;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => (connection.lastHeardMs = elapsed()));
    // ws reports a broken frame here and closes by itself; without a listener it would end the process.
    socket.on('error', (error) => log.info({ error, document: room.name }, 'A socket failed'));
    socket.on('close', () => {
      this.#isClosed = true;
      clearTimeout(this.#pauseTimer);
      room.leave(connection);
      answers.leave(connection);
    });
  }

  get #budget(): ActorBudget {
    return this.#budgets.of(this.#connection.visitor.actorKey);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isClosed || this.#connection.socket.readyState !== this.#connection.socket.OPEN) return;
    this.#connection.lastHeardMs = this.#elapsed();
    try {
      if (!isBinary || !(data instanceof Uint8Array)) throw new MalformedError('only binary frames are read');
      const message = readMessage(data);
      this.#pace(message, data.length);
      this.#handle(message);
    } catch (error) {
      this.#refuse(error);
    }
  }

  #handle(message: ClientMessage): void {
    switch (message.kind) {
      case 'step1':
        if (this.#connection.mayRead) this.#connection.answer(message.stateVector);
        return;
      case 'step2':
        return this.#room.receive(message.update, this.#connection, true);
      case 'update':
        return this.#room.receive(message.update, this.#connection, false);
      case 'awareness':
        return this.#receivePresence(message.update);
      case 'query-awareness':
        // Whoever asks too often gets it with the news that come anyway.
        if (this.#connection.mayRead && this.#budget.answers.waitMs(this.#elapsed()) === 0)
          this.#room.presence.remind(this.#connection);
    }
  }

  #receivePresence(update: Uint8Array): void {
    const entries = readAwareness(update);
    if (!this.#connection.mayRead || !this.#connection.isLeased) return;
    if (!this.#room.presence.concerns(entries, this.#connection)) return;
    if (this.#presence.take(this.#elapsed())) this.#room.receivePresence(entries, this.#connection);
  }

  /** Whoever is too fast is read more slowly: the network holds back what comes, and nothing is lost. */
  #pace(message: ClientMessage, length: number): void {
    const nowMs = this.#elapsed();
    const isWrite = message.kind === 'update' || message.kind === 'step2';
    const budget = this.#budget;
    const waitMs = Math.max(
      this.#frames.spend(1, nowMs),
      budget.bytes.spend(length, nowMs),
      isWrite ? this.#updates.spend(1, nowMs) : 0,
      isWrite ? budget.updates.spend(1, nowMs) : 0,
      message.kind === 'query-awareness' ? budget.answers.spend(ANSWER_LEAST_BYTES, nowMs) : 0,
    );
    if (waitMs === 0) return;
    this.#connection.socket.pause();
    clearTimeout(this.#pauseTimer);
    this.#pauseTimer = setTimeout(() => this.#connection.socket.resume(), waitMs);
  }

  #refuse(error: unknown): void {
    const { socket, visitor } = this.#connection;
    const facts = { document: this.#room.name, actor: visitor.actorKey };
    if (error instanceof ClientRefusal) {
      this.#log.warn({ ...facts, code: error.code, reason: error.message }, 'A connection was refused');
      socket.close(error.code, error.message);
    } else if (error instanceof MalformedError) {
      this.#log.warn({ ...facts, reason: error.message }, 'A frame was malformed');
      socket.close(CLOSE.malformed, error.message);
    } else {
      this.#log.error({ ...facts, error }, 'A frame could not be handled');
      socket.close(1011, 'unexpected');
    }
    this.#room.leave(this.#connection);
  }
}
