import type { ActorBudgets } from './actor-budgets.ts';
import type { DocumentBytes } from './document/document-bytes.ts';
import type { DocumentThread } from './document/document-thread.ts';
import { ANSWER_LEAST_BYTES, LARGE_ANSWERS_UNDER_WAY } from './limits.ts';
import type { SyncLog } from './sync-log.ts';

/** What a client asked for, or was left out while its queue was full. */
export interface Question {
  stateVector: Uint8Array;
  /** A step 1, which a step 2 answers. */
  isStep1: boolean;
}

/** Who asks, as far as the queue has to know: a connection. */
export interface Asker {
  readonly visitor: { readonly actorKey: string };
  readonly document: DocumentBytes;
  /** What to answer now, if the answer could go out. */
  takeQuestion(): Question | undefined;
  deliver(question: Question, diff: Uint8Array): void;
  close(code: number, reason: string): void;
}

/** The questions of one person, from all their sockets. */
interface Line {
  waiting: Set<Asker>;
  /** Large answers that the sockets have not taken up yet. */
  underWay: Set<Asker>;
  isServing: boolean;
}

/**
 * Answers "what do I lack", which may read a whole document. Each person has one line for all their
 * sockets, which pays from one budget and has one answer made at a time [SY30]: whoever asks from thirty
 * sockets waits thirty times as long, and nobody else does. A socket that asks again while it waits
 * changes its question and keeps its place.
 */
export class AnswerQueue {
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

  ask(asker: Asker): void {
    const { actorKey } = asker.visitor;
    const line = this.#lines.get(actorKey) ?? { waiting: new Set(), underWay: new Set(), isServing: false };
    this.#lines.set(actorKey, line);
    line.waiting.add(asker);
    if (!line.isServing) this.#serve(actorKey, line);
  }

  /** The socket has taken up its large answer. */
  free(asker: Asker): void {
    const { actorKey } = asker.visitor;
    const line = this.#lines.get(actorKey);
    if (line?.underWay.delete(asker) && !line.isServing) this.#serve(actorKey, line);
  }

  leave(asker: Asker): void {
    this.#lines.get(asker.visitor.actorKey)?.waiting.delete(asker);
    this.free(asker);
  }

  /** Serves a line until it is empty, owes too much, or has enough on its way. Small answers are made at once. */
  #serve(actorKey: string, line: Line, hasWaited = false): void {
    line.isServing = true;
    for (let hasPaid = hasWaited; ; hasPaid = false) {
      const [asker] = line.waiting;
      if (!asker || line.underWay.size >= LARGE_ANSWERS_UNDER_WAY) break;
      const { answers } = this.#budgets.of(actorKey);
      const waitMs = answers.waitMs(this.#elapsed());
      if (waitMs > 0 && !hasPaid) {
        // The line stays closed meanwhile, whoever asks.
        setTimeout(() => this.#serve(actorKey, line, true), waitMs).unref();
        return;
      }
      line.waiting.delete(asker);
      const question = asker.takeQuestion();
      if (!question) continue;
      const { document } = asker;
      answers.spend(ANSWER_LEAST_BYTES + document.size, this.#elapsed());
      if (!document.isLarge) {
        asker.deliver(question, document.diff(question.stateVector));
        continue;
      }
      line.underWay.add(asker);
      document
        .diffApart(question.stateVector, this.#thread)
        .then((diff) => asker.deliver(question, diff))
        .catch((error: unknown) => {
          this.#log.error({ error }, 'A large answer could not be made');
          asker.close(1011, 'unexpected');
        })
        .finally(() => this.#serve(actorKey, line));
      return;
    }
    line.isServing = false;
    if (line.waiting.size === 0 && line.underWay.size === 0) this.#lines.delete(actorKey);
  }
}
