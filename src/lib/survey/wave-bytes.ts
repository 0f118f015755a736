/**
 * The Parquet file of a wave. The one place where a page gets a wave's bytes, so that keeping them in the
 * browser changes nothing else. Rejects when the server refuses or the connection ends.
 */
export async function loadWaveBytes(waveId: string, load: typeof fetch): Promise<Uint8Array> {
  const response = await load(`/survey/${waveId}/file`);
  if (!response.ok) throw new Error(`wave ${waveId}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
