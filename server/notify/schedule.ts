import type { Clock } from '../clock.ts';
import type { Queries } from '../database/engine.ts';
import type { Log } from '../log.ts';
import * as store from './periodic-store.ts';

/** Work of a domain that comes again; `server/notify/periodic-work.ts` lists all of it. */
export interface PeriodicWork<Given> {
  /** Never changes: its row is found by it. */
  readonly name: string;
  readonly everyMinutes: number;
  /** Does what is due at a moment; what it stores must stand being done again, since a process may die before it says so. */
  readonly run: (context: Given, nowMs: number) => Promise<void>;
}

const MINUTE_MS = 60_000;
/** How often a process looks what is due. */
const LOOK_MS = 10_000;
/** Work that its process does not claim again for this long was lost with it. */
const LOST_AFTER_MS = 5 * MINUTE_MS;

/**
 * Does work that comes again, by moments that are stored: a restart forgets none and repeats none, and of several
 * processes one does it [NO10]. `start` looks by itself from then on; tests call `runDue` and move the clock.
 */
export class Schedule<Given extends { readonly db: Queries; readonly clock: Clock; readonly log: Log }> {
  readonly #context: Given;
  readonly #works: readonly PeriodicWork<Given>[];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isClosing = false;

  constructor(context: Given, works: readonly PeriodicWork<Given>[]) {
    this.#context = context;
    this.#works = works;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.runDue(), LOOK_MS).unref();
    void this.runDue();
  }

  /** Does everything that is due now, one after another; a work that fails is logged and comes again in its time. */
  runDue(): Promise<void> {
    this.#running = this.#running.then(() => this.#runAll());
    return this.#running;
  }

  async #runAll(): Promise<void> {
    const { db, clock, log } = this.#context;
    try {
      const due = await store.listDue(db);
      for (const work of this.#works)
        if (!this.#isClosing && (due.get(work.name) ?? 0) <= clock()) await this.#runOne(work);
    } catch (error) {
      if (!this.#isClosing) log.error({ error }, 'What is due could not be looked up');
    }
  }

  async #runOne({ name, everyMinutes, run }: PeriodicWork<Given>): Promise<void> {
    const { db, clock, log } = this.#context;
    const nowMs = clock();
    if (!(await store.claimWork(db, name, nowMs, nowMs + LOST_AFTER_MS))) return;
    const extending = setInterval(() => {
      store.extendWork(db, name, clock() + LOST_AFTER_MS).catch((error: unknown) => {
        log.error({ error, work: name }, 'A claim of periodic work could not be extended');
      });
    }, MINUTE_MS).unref();
    try {
      await run(this.#context, nowMs);
    } catch (error) {
      log.error({ error, work: name }, 'Periodic work failed');
    } finally {
      clearInterval(extending);
      await store.settleWork(db, name, nowMs + everyMinutes * MINUTE_MS);
    }
  }

  /** Waits for the work that is under way and begins no other. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#timer);
    await this.#running;
  }
}
