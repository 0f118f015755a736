import { Dexie, type Table } from 'dexie';
import type { CachedWave, WaveStore } from './wave-store.ts';

const DATABASE = 'herringbone-waves';

/** The files of waves in the browser's IndexedDB; bytes in a table of their own, so that listing reads none. */
export class DexieWaveStore implements WaveStore {
  readonly #db: Dexie;
  readonly #waves: Table<CachedWave, string>;
  readonly #files: Table<{ waveId: string; bytes: Uint8Array }, string>;

  constructor() {
    this.#db = new Dexie(DATABASE);
    this.#db.version(1).stores({ waves: 'waveId', files: 'waveId' });
    this.#waves = this.#db.table('waves');
    this.#files = this.#db.table('files');
  }

  async find(waveId: string): Promise<(CachedWave & { bytes: Uint8Array }) | undefined> {
    const [wave, file] = await Promise.all([this.#waves.get(waveId), this.#files.get(waveId)]);
    return wave && file ? { ...wave, bytes: file.bytes } : undefined;
  }

  list(): Promise<CachedWave[]> {
    return this.#waves.toArray();
  }

  async put({ bytes, ...wave }: CachedWave & { bytes: Uint8Array }): Promise<void> {
    await this.#db.transaction('rw', this.#waves, this.#files, async () => {
      const kept = await this.#waves.get(wave.waveId);
      if (kept?.etag !== wave.etag) await this.#files.put({ waveId: wave.waveId, bytes });
      await this.#waves.put(wave);
    });
  }

  async remove(waveId: string): Promise<void> {
    await this.#db.transaction('rw', this.#waves, this.#files, async () => {
      await this.#files.delete(waveId);
      await this.#waves.delete(waveId);
    });
  }
}

/** Deletes every wave's copy on this device: at sign-out. */
export async function eraseWaves(): Promise<void> {
  await Dexie.delete(DATABASE);
}
