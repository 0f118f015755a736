import { Dexie, type Table } from 'dexie';
import type { FormDraft, DraftStore } from './draft.ts';

/** Drafts in the browser's IndexedDB, one database per address of the app. */
export class DexieDraftStore implements DraftStore {
  readonly #db: Dexie;
  readonly #drafts: Table<FormDraft, string>;

  constructor(name = 'herringbone-drafts') {
    this.#db = new Dexie(name);
    this.#db.version(1).stores({ drafts: 'key, savedAtMs' });
    this.#drafts = this.#db.table('drafts');
  }

  find(key: string): Promise<FormDraft | undefined> {
    return this.#drafts.get(key);
  }

  all(): Promise<FormDraft[]> {
    return this.#drafts.toArray();
  }

  async put(draft: FormDraft): Promise<void> {
    await this.#drafts.put(draft);
  }

  remove(key: string): Promise<void> {
    return this.#drafts.delete(key);
  }

  async removeOlder(thanMs: number): Promise<void> {
    await this.#drafts.where('savedAtMs').below(thanMs).delete();
  }

  /** The rows and not the database: another tab may hold it open, which would make this wait. */
  erase(): Promise<void> {
    return this.#drafts.clear();
  }
}
