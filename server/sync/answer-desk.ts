import type { ActorBudgets } from './actor-budgets.ts';
import type { Connection } from './connection.ts';
import type { DocumentThread } from './document-thread.ts';
import { ANSWER_LEAST_BYTES, LARGE_ANSWERS_UNDER_WAY } from './limits.ts';
import type { SyncLog } from './sync-log.ts';

/** The questions of one person, from all their sockets. */
interface Line {
  waiting: Set<Connection>;
  /** Large answers that the sockets have not taken up yet. */
  underWay: Set<Connection>;
  isServing: boolean;
}

/**
 * Answers "what do I lack", which may read a whole document. Each person has one line for all their
 * sockets, which pays from one budget and has one answer made at a time [SY30]: whoever asks from thirty
 * sockets waits thirty times as long, and nobody else does. A socket that asks again while it waits
 * changes its question and keeps its place.
 */
export class AnswerDesk {
  readonly #budgets: ActorBudgets;
  readonly #thread: DocumentThread;
  readonly #log: SyncLog;
  readonly #elapsed: () => number;
  readonly #lines = new Map<string, Line>();

  constructor(options: {
    budgets: ActorBudgets;
    thread: DocumentThread;
    log: SyncLog;
    elapsed: () => number;
  }) {
    this.#budgets = options.budgets;
    this.#thread = options.thread;
    this.#log = options.log;
    this.#elapsed = options.elapsed;
  }

  ask(connection: Connection): void {
    const { actorKey } = connection.visitor;
    const line = this.#lines.get(actorKey) ?? { waiting: new Set(), underWay: new Set(), isServing: false };
    this.#lines.set(actorKey, line);
    line.waiting.add(connection);
    if (!line.isServing) this.#serve(actorKey, line);
  }

  /** The socket has taken up its large answer. */
  free(connection: Connection): void {
    const { actorKey } = connection.visitor;
    const line = this.#lines.get(actorKey);
    if (line?.underWay.delete(connection) && !line.isServing) this.#serve(actorKey, line);
  }

  leave(connection: Connection): void {
    this.#lines.get(connection.visitor.actorKey)?.waiting.delete(connection);
    this.free(connection);
  }

  /** Serves a line until it is empty, owes too much, or has enough on its way. Small answers are made at once. */
  #serve(actorKey: string, line: Line, hasWaited = false): void {
    line.isServing = true;
    for (let hasPaid = hasWaited; ; hasPaid = false) {
      const [connection] = line.waiting;
      if (!connection || line.underWay.size >= LARGE_ANSWERS_UNDER_WAY) break;
      const { answers } = this.#budgets.of(actorKey);
      const waitMs = answers.waitMs(this.#elapsed());
      if (waitMs > 0 && !hasPaid) {
        // The line stays closed meanwhile, whoever asks.
        setTimeout(() => this.#serve(actorKey, line, true), waitMs).unref();
        return;
      }
      line.waiting.delete(connection);
      const question = connection.takeQuestion();
      if (!question) continue;
      const { document } = connection;
      answers.spend(ANSWER_LEAST_BYTES + document.size, this.#elapsed());
      if (!document.isLarge) {
        connection.deliver(question, document.diff(question.stateVector));
        continue;
      }
      line.underWay.add(connection);
      document
        .diffApart(question.stateVector, this.#thread)
        .then((diff) => connection.deliver(question, diff))
        .catch((error: unknown) => {
          this.#log.error({ error }, 'A large answer could not be made');
          connection.close(1011, 'unexpected');
        })
        .finally(() => this.#serve(actorKey, line));
      return;
    }
    line.isServing = false;
    if (line.waiting.size === 0 && line.underWay.size === 0) this.#lines.delete(actorKey);
  }
}
