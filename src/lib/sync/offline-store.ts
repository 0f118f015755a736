/** One update kept on this device. */
export interface OfflineRow {
  id: number;
  bytes: Uint8Array;
  /** Made here, and not known to be stored on the server. */
  isWaiting: boolean;
}

export type NewOfflineRow = Omit<OfflineRow, 'id'>;

/** Where a device keeps documents. `key` names a document and the person whose copy it is. */
export interface OfflineStore {
  load(key: string): Promise<{ epoch: string | undefined; rows: OfflineRow[] }>;
  setEpoch(key: string, epoch: string): Promise<void>;
  /** Returns the ids of the new rows, in order. */
  append(key: string, rows: readonly NewOfflineRow[]): Promise<number[]>;
  markStored(ids: readonly number[]): Promise<void>;
  /** Replaces rows by one that holds the same; rows that another tab added meanwhile stay. */
  compact(key: string, ids: readonly number[], bytes: Uint8Array): Promise<void>;
  /** Moves the copy out of the way: it is kept for rescue and not loaded again. */
  setAside(key: string, atMs: number): Promise<void>;
  remove(key: string): Promise<void>;
}
