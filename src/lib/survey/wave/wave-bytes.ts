import { DexieWaveStore } from './dexie-wave-store.ts';
import type { CachedWave, WaveStore } from './wave-store.ts';

/** The server would not give the file: its HTTP status. The message is a key of the catalogues, also out of a worker. */
class WaveUnavailable extends Error {
  readonly status: number;

  constructor(status: number) {
    super('survey.results.failed');
    this.name = 'WaveUnavailable';
    this.status = status;
  }
}

/** A copy that nobody opened for this long is deleted: responses do not stay on a device for ever. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

export interface WaveSource {
  fetch: typeof fetch;
  /** Without one (no IndexedDB, private window) every opening loads the file again. */
  store: WaveStore | undefined;
  nowMs: number;
}

/**
 * The Parquet bytes of a wave, from the browser's copy when the server says that it is still the same. The
 * server is asked each time: it checks the right to the rows, and a wave that was erased, replaced or
 * closed to this person leaves the device as well. Without a connection the copy is used.
 * Throws WaveUnavailable when the server refuses. See [SV86].
 */
export async function loadWaveBytes(waveId: string, source: WaveSource): Promise<Uint8Array> {
  const { store, nowMs } = source;
  await store?.list().then((waves) => forgetOld(store, waves, nowMs), ignoreBrokenStore);
  const cached = await store?.find(waveId).catch(ignoreBrokenStore);
  const headers = cached ? { 'if-none-match': cached.etag } : undefined;
  let response: Response;
  try {
    response = await source.fetch(`/survey/${waveId}/file`, headers ? { headers } : {});
  } catch (error) {
    if (cached) return cached.bytes; // no connection
    throw error;
  }
  if (response.status === 304 && cached) {
    await store?.put({ ...cached, usedAtMs: nowMs }).catch(ignoreBrokenStore);
    return cached.bytes;
  }
  if (!response.ok) {
    await store?.remove(waveId).catch(ignoreBrokenStore);
    throw new WaveUnavailable(response.status);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const etag = response.headers.get('etag');
  if (store && etag) {
    await putWithRoom(store, { waveId, etag, byteSize: bytes.byteLength, usedAtMs: nowMs, bytes });
  }
  return bytes;
}

/**
 * Bytes at hand, or the wave whose bytes whoever decodes them loads itself: a million responses that
 * pass through the page hold it up for half a second.
 */
export type WaveBytes = Uint8Array | { waveId: string };

/** The bytes, loaded where they are used. */
export async function loadBytes(wave: WaveBytes): Promise<Uint8Array> {
  return wave instanceof Uint8Array ? wave : loadWaveBytes(wave.waveId, browserSource());
}

/** What has to change hands, when a wave is sent to a worker. */
export function transferOf(wave: WaveBytes): ArrayBuffer[] {
  return wave instanceof Uint8Array ? [wave.buffer as ArrayBuffer] : []; // never shared memory
}

/** What a page or a worker gives to `loadWaveBytes`. */
export function browserSource(): WaveSource {
  return {
    fetch: (...request) => fetch(...request),
    store: 'indexedDB' in globalThis ? new DexieWaveStore() : undefined,
    nowMs: Date.now(),
  };
}

async function forgetOld(store: WaveStore, waves: readonly CachedWave[], nowMs: number): Promise<void> {
  for (const { waveId, usedAtMs } of waves) {
    if (usedAtMs < nowMs - KEPT_DAYS * DAY_MS) await store.remove(waveId);
  }
}

/** When the quota is full the waves that were not opened for longest make room; failing that, no copy is kept. */
async function putWithRoom(store: WaveStore, wave: CachedWave & { bytes: Uint8Array }): Promise<void> {
  const others = (await store.list().catch(() => []))
    .filter(({ waveId }) => waveId !== wave.waveId)
    .sort((a, b) => a.usedAtMs - b.usedAtMs);
  for (;;) {
    try {
      await store.put(wave);
      return;
    } catch {
      const oldest = others.shift();
      if (!oldest) return;
      await store.remove(oldest.waveId).catch(ignoreBrokenStore);
    }
  }
}

/** A store that fails costs time, never an analysis. */
function ignoreBrokenStore(): undefined {
  return undefined;
}
