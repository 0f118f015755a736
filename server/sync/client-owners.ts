import type { ClientOwner } from './store/document-store.ts';
import { MAX_CLIENTS_PER_ACTOR } from './limits.ts';

/** Whose a Yjs client id is: `own` (yours), `free` (nobody's yet), `foreign`, or of an earlier life. */
export type Ownership = 'own' | 'free' | 'foreign' | 'retired';

/**
 * Binds each Yjs client id of a document to the person who first used it. Without this, fifteen bytes
 * in somebody's name make Yjs drop everything that person writes later.
 */
export class ClientOwners {
  readonly #actors = new Map<number, string>();
  readonly #retired: ReadonlySet<number>;
  /** How many ids each person has. */
  readonly #counts = new Map<string, number>();
  /** Not in the database yet. */
  #unsaved: ClientOwner[] = [];
  /** Could not be stored: kept from others, and claimed anew when their person uses them again. */
  readonly #givenUp = new Set<number>();

  constructor(owners: readonly ClientOwner[], retired: readonly number[]) {
    this.#retired = new Set(retired);
    this.learn(owners);
  }

  ownership(client: number, actorKey: string): Ownership {
    if (this.#retired.has(client)) return 'retired';
    const actor = this.#actors.get(client);
    if (actor === undefined) return 'free';
    if (actor !== actorKey) return 'foreign';
    return this.#givenUp.has(client) ? 'free' : 'own';
  }

  /** Whether a person may claim so many more client ids [SY28]. */
  hasRoom(actorKey: string, more: number): boolean {
    return (this.#counts.get(actorKey) ?? 0) + more <= MAX_CLIENTS_PER_ACTOR;
  }

  /** Gives a free client id to a person. */
  claim(client: number, actorKey: string): void {
    if (this.#actors.has(client) && !this.#givenUp.delete(client)) return;
    this.#give(client, actorKey);
    this.#unsaved.push({ client, actorKey });
  }

  /** What the database says wins: another node was first. */
  learn(owners: readonly ClientOwner[]): void {
    for (const { client, actorKey } of owners) {
      this.#givenUp.delete(client);
      this.#give(client, actorKey);
    }
    this.#unsaved = this.#unsaved.filter(({ client, actorKey }) => this.#actors.get(client) === actorKey);
  }

  #give(client: number, actorKey: string): void {
    const before = this.#actors.get(client);
    if (before === actorKey) return;
    if (before !== undefined) this.#counts.set(before, (this.#counts.get(before) ?? 1) - 1);
    this.#actors.set(client, actorKey);
    this.#counts.set(actorKey, (this.#counts.get(actorKey) ?? 0) + 1);
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.length > 0;
  }

  /** Hands over what is to be stored; `giveUp` when that failed. */
  takeUnsaved(): ClientOwner[] {
    const taken = this.#unsaved;
    this.#unsaved = [];
    return taken;
  }

  /**
   * A batch failed: its claims, and those that came after it, are not stored with the next one. Whatever
   * made the batch fail must not make every later one fail too.
   */
  giveUp(taken: readonly ClientOwner[]): void {
    for (const { client } of [...taken, ...this.#unsaved]) this.#givenUp.add(client);
    this.#unsaved = [];
  }
}
