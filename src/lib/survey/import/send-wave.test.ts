import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PreparedWave } from './prepare-wave.ts';
import { sendWave, WaveRefused } from './send-wave.ts';

const DETAILS = { surveyName: 'S', waveName: 'W', fieldedOn: '2026-01-01', fileName: 'f.csv' };
const wave: PreparedWave = {
  bytes: Uint8Array.from({ length: 25 }, (_, index) => index),
  rows: { read: 1, imported: 1, rejected: 0, excluded: 0, reasons: {} },
  columns: [],
  figures: [],
  masked: {} as PreparedWave['masked'], // not sent
  maskedColumns: [],
};

/** A server that takes chunks of ten bytes and breaks the connection at some of its calls. */
function fakeServer(breaksAt: readonly number[] = [], positions: readonly number[] = []) {
  const received: number[] = [];
  let call = 0;
  let started: { sha256?: string } = {};
  const fetch = async (address: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (breaksAt.includes(++call)) throw new TypeError('network');
    const path = String(address);
    if (path.endsWith('/uploads')) {
      started = JSON.parse(String(init?.body));
      return Response.json({ blobId: 'b', chunkBytes: 10, positions });
    }
    if (path.endsWith('/waves')) return Response.json({ waveId: 'w1' });
    received.push(...(init?.body as Uint8Array)); // chunks are sent as bytes
    return Response.json({});
  };
  return { fetch, received, sha256: () => started.sha256 };
}

const options = (fetch: typeof globalThis.fetch, shares: number[] = []) => ({
  fetch,
  onShare: (share: number) => void shares.push(share),
  signal: new AbortController().signal,
});

test('[SV24] all bytes arrive in order, with their hash and the progress', async () => {
  const server = fakeServer();
  const shares: number[] = [];
  expect(await sendWave(wave, DETAILS, options(server.fetch, shares))).toBe('w1');
  expect(server.received).toEqual([...wave.bytes]);
  expect(server.sha256()).toBe(createHash('sha256').update(wave.bytes).digest('hex'));
  expect(shares).toEqual([0.4, 0.8, 1]);
});

test('[SV24] a broken connection repeats one chunk and loses nothing', async () => {
  const server = fakeServer([3, 4]);
  await sendWave(wave, DETAILS, options(server.fetch));
  expect(server.received).toEqual([...wave.bytes]);
});

test('[SV83] an upload that broke off goes on with what is missing', async () => {
  const server = fakeServer([], [0, 2]);
  const shares: number[] = [];
  await sendWave(wave, DETAILS, options(server.fetch, shares));
  expect(server.received).toEqual([...wave.bytes.slice(10, 20)]);
  expect(shares).toEqual([0.4, 0.8, 1]);
});

test('[SV24] a refusal is told with its reason and not repeated', async () => {
  let calls = 0;
  const fetch = async (): Promise<Response> => {
    calls++;
    return Response.json({ refusal: { code: 'forbidden', issues: [] } }, { status: 403 });
  };
  await expect(sendWave(wave, DETAILS, options(fetch))).rejects.toThrow(new WaveRefused('error.forbidden'));
  expect(calls).toBe(1);
});
