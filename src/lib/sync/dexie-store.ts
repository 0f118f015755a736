import { Dexie, type EntityTable, type Table } from 'dexie';
import type { NewOfflineRow, OfflineRow, OfflineStore } from './offline-store.ts';

interface UpdateRow {
  id: number;
  key: string;
  bytes: Uint8Array;
  /** 1 or 0: IndexedDB does not index booleans. */
  waiting: number;
}

interface CopyRow {
  key: string;
  epoch: string | undefined;
}

interface AsideRow {
  id: number;
  key: string;
  epoch: string | undefined;
  atMs: number;
  updates: Uint8Array[];
}

/** Documents in the browser's IndexedDB, one database per address of the app. */
export class DexieStore implements OfflineStore {
  readonly #db: Dexie;
  readonly #updates: EntityTable<UpdateRow, 'id'>;
  readonly #copies: Table<CopyRow, string>;
  readonly #aside: EntityTable<AsideRow, 'id'>;

  constructor(name = 'herringbone-documents') {
    this.#db = new Dexie(name);
    this.#db.version(1).stores({ updates: '++id, key', copies: 'key', aside: '++id, key' });
    this.#updates = this.#db.table('updates');
    this.#copies = this.#db.table('copies');
    this.#aside = this.#db.table('aside');
  }

  async load(key: string): Promise<{ epoch: string | undefined; rows: OfflineRow[] }> {
    return this.#db.transaction('r', this.#updates, this.#copies, async () => {
      const copy = await this.#copies.get(key);
      const rows = await this.#rowsOf(key);
      return {
        epoch: copy?.epoch,
        rows: rows.map(({ id, bytes, waiting }) => ({ id, bytes, isWaiting: waiting === 1 })),
      };
    });
  }

  #rowsOf(key: string): Promise<UpdateRow[]> {
    return this.#updates.where('key').equals(key).sortBy('id');
  }

  async setEpoch(key: string, epoch: string): Promise<void> {
    await this.#copies.put({ key, epoch });
  }

  async append(key: string, rows: readonly NewOfflineRow[]): Promise<number[]> {
    const added = rows.map(({ bytes, isWaiting }) => ({ key, bytes, waiting: isWaiting ? 1 : 0 }));
    return this.#updates.bulkAdd(added, { allKeys: true });
  }

  async markStored(ids: readonly number[]): Promise<void> {
    await this.#updates.bulkUpdate(ids.map((id) => ({ key: id, changes: { waiting: 0 } })));
  }

  async compact(key: string, ids: readonly number[], bytes: Uint8Array): Promise<void> {
    await this.#db.transaction('rw', this.#updates, async () => {
      await this.#updates.bulkDelete([...ids]);
      await this.#updates.add({ key, bytes, waiting: 0 });
    });
  }

  async setAside(key: string, atMs: number): Promise<void> {
    await this.#db.transaction('rw', this.#updates, this.#copies, this.#aside, async () => {
      const rows = await this.#rowsOf(key);
      const copy = await this.#copies.get(key);
      const updates = rows.map(({ bytes }) => bytes);
      if (updates.length > 0) await this.#aside.add({ key, epoch: copy?.epoch, atMs, updates });
      await this.#removeRows(key);
    });
  }

  async remove(key: string): Promise<void> {
    await this.#db.transaction('rw', this.#updates, this.#copies, () => this.#removeRows(key));
  }

  async #removeRows(key: string): Promise<void> {
    await this.#updates.where('key').equals(key).delete();
    await this.#copies.delete(key);
  }

  /** How many copies were set aside: the page says so, and offers them for rescue. */
  async countAside(): Promise<number> {
    return this.#aside.count();
  }

  /** Erases everything, copies set aside included: at sign-out on a shared computer. */
  async erase(): Promise<void> {
    await this.#db.delete();
  }
}
