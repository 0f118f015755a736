import { expect, test } from 'vitest';
import { loadWaveBytes } from './wave-bytes.ts';
import type { CachedWave, WaveStore } from './wave-store.ts';

const DAY_MS = 86_400_000;

/** Copies in memory, with room for so many bytes. */
class MemoryWaveStore implements WaveStore {
  readonly waves = new Map<string, CachedWave & { bytes: Uint8Array }>();
  readonly room: number;

  constructor(room = Infinity) {
    this.room = room;
  }

  async find(waveId: string): Promise<(CachedWave & { bytes: Uint8Array }) | undefined> {
    return this.waves.get(waveId);
  }

  async list(): Promise<CachedWave[]> {
    return [...this.waves.values()];
  }

  async put(wave: CachedWave & { bytes: Uint8Array }): Promise<void> {
    const others = [...this.waves.values()].filter(({ waveId }) => waveId !== wave.waveId);
    if (others.reduce((sum, { byteSize }) => sum + byteSize, wave.byteSize) > this.room)
      throw new Error('quota');
    this.waves.set(wave.waveId, wave);
  }

  async remove(waveId: string): Promise<void> {
    this.waves.delete(waveId);
  }
}

/** A server with the same four bytes for every wave, under a name that a test may change. */
function fakeServer() {
  const server = { etag: '"a"', status: 200, isReachable: true, sent: 0 };
  const fetch = async (_: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (!server.isReachable) throw new TypeError('network');
    if (server.status !== 200) return new Response(null, { status: server.status });
    if (new Headers(init?.headers).get('if-none-match') === server.etag)
      return new Response(null, { status: 304 });
    server.sent++;
    return new Response(new Uint8Array([1, 2, 3, 4]), { headers: { etag: server.etag } });
  };
  return { server, fetch };
}

test('[SV86] a wave is loaded once, and again when another file took its place', async () => {
  const { server, fetch } = fakeServer();
  const store = new MemoryWaveStore();
  for (let opening = 0; opening < 3; opening++) {
    expect([...(await loadWaveBytes('w', { fetch, store, nowMs: opening }))]).toEqual([1, 2, 3, 4]);
  }
  expect([server.sent, store.waves.get('w')?.usedAtMs]).toEqual([1, 2]);
  server.etag = '"b"';
  await loadWaveBytes('w', { fetch, store, nowMs: 3 });
  expect([server.sent, store.waves.get('w')?.etag]).toEqual([2, '"b"']);
});

test('[SV86] without a connection the copy serves; a refusal deletes it', async () => {
  const { server, fetch } = fakeServer();
  const store = new MemoryWaveStore();
  const source = { fetch, store, nowMs: 0 };
  await loadWaveBytes('w', source);
  server.isReachable = false;
  expect((await loadWaveBytes('w', source)).length).toBe(4);
  await expect(loadWaveBytes('other', source)).rejects.toThrow('network');
  Object.assign(server, { isReachable: true, status: 403 });
  await expect(loadWaveBytes('w', source)).rejects.toMatchObject({ name: 'WaveUnavailable', status: 403 });
  expect(store.waves.size).toBe(0);
});

test('[SV86] a copy that nobody opened for thirty days is deleted', async () => {
  const { fetch } = fakeServer();
  const store = new MemoryWaveStore();
  await loadWaveBytes('old', { fetch, store, nowMs: 0 });
  await loadWaveBytes('new', { fetch, store, nowMs: 31 * DAY_MS });
  expect([...store.waves.keys()]).toEqual(['new']);
});

test('[SV86] a full disk costs the oldest copies, then the new one, never the analysis', async () => {
  const { fetch } = fakeServer();
  const store = new MemoryWaveStore(8);
  for (const [nowMs, waveId] of ['a', 'b', 'c'].entries())
    await loadWaveBytes(waveId, { fetch, store, nowMs });
  expect([...store.waves.keys()]).toEqual(['b', 'c']);
  const tiny = new MemoryWaveStore(3);
  expect((await loadWaveBytes('a', { fetch, store: tiny, nowMs: 0 })).length).toBe(4);
  expect(tiny.waves.size).toBe(0);
});
