/** A wave's file as it stands in the browser, without its bytes. */
export interface CachedWave {
  waveId: string;
  /** Names the bytes: another import gives another one. */
  etag: string;
  byteSize: number;
  usedAtMs: number;
}

/** Where a browser keeps the files of waves; `put` rejects when there is no room. */
export interface WaveStore {
  find(waveId: string): Promise<(CachedWave & { bytes: Uint8Array }) | undefined>;
  list(): Promise<CachedWave[]>;
  put(wave: CachedWave & { bytes: Uint8Array }): Promise<void>;
  remove(waveId: string): Promise<void>;
}
