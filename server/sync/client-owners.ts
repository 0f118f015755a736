import type { ClientOwner } from './document-store.ts';

/** Whose a Yjs client id is: `own` (yours), `free` (nobody's yet), `foreign`, or of an earlier life. */
export type Ownership = 'own' | 'free' | 'foreign' | 'retired';

/**
 * Binds each Yjs client id of a document to the person who first used it. Without this, fifteen bytes
 * in somebody's name make Yjs drop everything that person writes later.
 */
export class ClientOwners {
  readonly #actors = new Map<number, string>();
  readonly #retired: ReadonlySet<number>;
  /** Not in the database yet. */
  #unsaved: ClientOwner[] = [];

  constructor(owners: readonly ClientOwner[], retired: readonly number[]) {
    this.#retired = new Set(retired);
    this.learn(owners);
  }

  ownership(client: number, actorKey: string): Ownership {
    if (this.#retired.has(client)) return 'retired';
    const actor = this.#actors.get(client);
    if (actor === undefined) return 'free';
    return actor === actorKey ? 'own' : 'foreign';
  }

  /** Gives a free client id to a person. */
  claim(client: number, actorKey: string): void {
    if (this.#actors.has(client)) return;
    this.#actors.set(client, actorKey);
    this.#unsaved.push({ client, actorKey });
  }

  /** What the database says wins: another node was first. */
  learn(owners: readonly ClientOwner[]): void {
    for (const { client, actorKey } of owners) this.#actors.set(client, actorKey);
    this.#unsaved = this.#unsaved.filter(({ client, actorKey }) => this.#actors.get(client) === actorKey);
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.length > 0;
  }

  /** Hands over what is to be stored; `putBack` when that failed. */
  takeUnsaved(): ClientOwner[] {
    const taken = this.#unsaved;
    this.#unsaved = [];
    return taken;
  }

  putBack(owners: readonly ClientOwner[]): void {
    this.#unsaved = [...owners, ...this.#unsaved];
  }
}
