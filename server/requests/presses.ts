import { AppError, isAppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { hashInput } from './hash-input.ts';
import {
  claimPress,
  findPress,
  forgetPresses,
  releasePress,
  writeAnswer,
  type PressPlace,
} from './request-store.ts';

/** One press of a form or a button, as it came in. */
export interface Press {
  actor: Actor;
  /** What was pressed: a route and the name of its action. */
  command: string;
  /** The key that its form made; pressed again unanswered, it is the same. */
  key: string;
  input: Record<string, unknown>;
  /** Where the press can be seen when its answer names no page. */
  path: string;
  /** Its answer is nobody else's and is not kept: pressed again, it is said to be stored. */
  isSecret: boolean;
}

export const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Ids and counts fit; more than this is no answer to keep. */
export const LONGEST_ANSWER = 2_000;
export const LONGEST_KEY = 64;

/** Thrown inside a command's transaction, which it takes back: this press was stored before. */
class StoredBefore extends Error {}

/**
 * Sees to it that one press stores one thing [FM2]. The command runs on a database whose transactions
 * take the key of the press along: record and key are committed together or not at all, on either
 * engine, so no command can forget it. Whoever presses while the first press is under way gets its
 * answer; whoever presses later gets what was kept of it.
 */
export class Presses {
  readonly #database: Database;
  readonly #clock: Clock;
  #forgotAtMs = 0;
  readonly #underWay = new Map<string, { inputHash: string; answer: Promise<unknown> }>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** `Answer` is what `work` returns, as JSON keeps it. */
  async once<Answer>(press: Press, work: (database: Database) => Promise<Answer>): Promise<Answer> {
    await this.#forgetOld();
    const place = placeOf(press);
    const inputHash = await hashInput(press.input);
    const name = JSON.stringify(place);
    const before = this.#underWay.get(name);
    if (before) {
      if (before.inputHash !== inputHash) throw otherInput(press, undefined);
      return before.answer as Promise<Answer>; // of the same press, so of the same command
    }
    const answer = this.#answer(press, { place, inputHash }, work);
    this.#underWay.set(name, { inputHash, answer });
    try {
      return await answer;
    } finally {
      this.#underWay.delete(name);
    }
  }

  async #answer<Answer>(
    press: Press,
    { place, inputHash }: { place: PressPlace; inputHash: string },
    work: (database: Database) => Promise<Answer>,
  ): Promise<Answer> {
    let isClaimed = false;
    const claiming: Database = {
      ...this.#database,
      transaction: async (write) => {
        const written = await this.#database.transaction(async (trx) => {
          const claim = { inputHash, atMs: this.#clock() };
          if (!isClaimed && !(await claimPress(trx, place, claim))) throw new StoredBefore();
          return write(trx);
        });
        isClaimed = true;
        return written;
      },
    };
    try {
      const answer = await work(claiming);
      if (isClaimed && !press.isSecret) await this.#keep(place, answer);
      return answer;
    } catch (fault) {
      if (fault instanceof StoredBefore) return this.#recall<Answer>(press, place, inputHash);
      // A refusal stored nothing to speak of: the same press may be tried again.
      if (isClaimed && isAppError(fault)) await releasePress(this.#database.db, place);
      throw fault;
    }
  }

  async #keep(place: PressPlace, answer: unknown): Promise<void> {
    const text = JSON.stringify(answer) ?? 'null';
    if (text.length <= LONGEST_ANSWER) await writeAnswer(this.#database.db, place, text);
  }

  async #recall<Answer>(press: Press, place: PressPlace, inputHash: string): Promise<Answer> {
    const kept = await findPress(this.#database.db, place);
    if (kept?.inputHash !== inputHash) throw otherInput(press, kept?.answer?.value);
    // Stored, and then the process ended before it could say what.
    if (!kept.answer)
      throw new AppError('conflict', { reason: 'form.storedBefore', values: { storedAt: press.path } });
    return kept.answer.value as Answer; // what this command answered to this very press
  }

  /** After thirty days nobody presses the same button any more; looked after once a day. */
  async #forgetOld(): Promise<void> {
    if (this.#clock() - this.#forgotAtMs < DAY_MS) return;
    this.#forgotAtMs = this.#clock();
    await forgetPresses(this.#database.db, this.#clock() - KEPT_DAYS * DAY_MS);
  }
}

/** Refuses a key with which something else was stored, and says where that is. */
function otherInput(press: Press, answer: unknown): AppError {
  const isPage = typeof answer === 'object' && answer !== null && 'location' in answer;
  const storedAt = isPage && typeof answer.location === 'string' ? answer.location : press.path;
  return new AppError('conflict', { reason: 'form.sentBefore', values: { storedAt } });
}

function placeOf({ actor, command, key }: Press): PressPlace {
  const who = 'id' in actor ? `${actor.kind} ${actor.id}` : actor.kind;
  return { actor: who, command, key: key.slice(0, LONGEST_KEY) };
}
