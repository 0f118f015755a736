import type { NewOfflineRow, OfflineRow, OfflineStore } from '../offline-store.ts';

/** A device's storage for tests: survives the closing of a page, can be told to fail. */
export class MemoryOfflineStore implements OfflineStore {
  rows: (OfflineRow & { key: string })[] = [];
  readonly epochs = new Map<string, string>();
  readonly aside: { key: string; atMs: number; updates: Uint8Array[] }[] = [];
  failure: Error | undefined;
  #nextId = 1;

  async load(key: string): Promise<{ epoch: string | undefined; rows: OfflineRow[] }> {
    const rows = this.rows.filter((row) => row.key === key);
    return {
      epoch: this.epochs.get(key),
      rows: rows.map(({ id, bytes, isWaiting }) => ({ id, bytes, isWaiting })),
    };
  }

  async setEpoch(key: string, epoch: string): Promise<void> {
    this.epochs.set(key, epoch);
  }

  async append(key: string, rows: readonly NewOfflineRow[]): Promise<number[]> {
    if (this.failure) throw this.failure;
    return rows.map(({ bytes, isWaiting }) => {
      const id = this.#nextId++;
      this.rows.push({ id, key, bytes, isWaiting });
      return id;
    });
  }

  async markStored(ids: readonly number[]): Promise<void> {
    for (const row of this.rows) if (ids.includes(row.id)) row.isWaiting = false;
  }

  async compact(key: string, ids: readonly number[], bytes: Uint8Array): Promise<void> {
    this.rows = this.rows.filter(({ id }) => !ids.includes(id));
    await this.append(key, [{ bytes, isWaiting: false }]);
  }

  async setAside(key: string, atMs: number): Promise<void> {
    const rows = this.rows.filter((row) => row.key === key);
    if (rows.length > 0) this.aside.push({ key, atMs, updates: rows.map(({ bytes }) => bytes) });
    await this.remove(key);
  }

  async remove(key: string): Promise<void> {
    this.rows = this.rows.filter((row) => row.key !== key);
    this.epochs.delete(key);
  }
}
