/** Thrown when the responses could not be fetched; `status` is the server's answer. */
export class WaveUnavailable extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the wave's file answered ${status}`);
    this.name = 'WaveUnavailable';
    this.status = status;
  }
}

/** The Parquet file of a wave, for whoever may see rows. */
export async function loadWaveBytes(waveId: string, fetch: typeof globalThis.fetch): Promise<Uint8Array> {
  const response = await fetch(`/survey/${waveId}/file`);
  if (!response.ok) throw new WaveUnavailable(response.status);
  return new Uint8Array(await response.arrayBuffer());
}
