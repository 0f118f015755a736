import { digest } from 'lib0/hash/sha256';
import type { ImportSettings } from './import-profile.ts';
import type { PreparedWave } from './prepare-wave.ts';

/** What a wave is called and when it was in the field. */
export interface WaveDetails {
  surveyName: string;
  waveName: string;
  fieldedOn: string;
  fileName: string;
  /** The wave, as it was compared, in whose place the file goes. */
  replaces?: { waveId: string; version: number };
  /** False destroys what is replaced at once. */
  keepsPrevious?: boolean;
  /** How the file was read, to be remembered for the next wave. */
  settings?: ImportSettings;
}

/** A chunk that fails to arrive is sent again this many times before the import gives up. */
const TRIES = 4;

/** The server's refusal of a wave, with the key of its reason where it gave one. */
export class WaveRefused extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'WaveRefused';
    this.reason = reason;
  }
}

/**
 * Sends a prepared wave: its Parquet bytes in chunks that can be repeated, checked by their hash, and
 * then what it is. Chunks that arrived in an earlier try, even before the page was closed, are not sent again. Resolves to the wave's id. Nothing is a wave before the last answer. See [SV24].
 *
 * SHA-256 comes from lib0, since `crypto.subtle` is missing on a LAN address without TLS.
 */
export async function sendWave(
  wave: Pick<PreparedWave, 'bytes' | 'rows' | 'columns' | 'figures'>,
  details: WaveDetails,
  options: { fetch: typeof fetch; onShare: (share: number) => void; signal: AbortSignal },
): Promise<string> {
  const { bytes } = wave;
  const sha256 = Array.from(digest(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const upload = await post('/api/survey/uploads', { byteSize: bytes.byteLength, sha256 });
  const blobId = String(upload.blobId);
  const chunkBytes = Number(upload.chunkBytes);
  const isThere = new Set(Array.isArray(upload.positions) ? upload.positions.map(Number) : []);
  for (let position = 0; position * chunkBytes < bytes.byteLength; position++) {
    const chunk = bytes.slice(position * chunkBytes, (position + 1) * chunkBytes);
    if (!isThere.has(position)) {
      await withRetries(() => send(`/api/survey/uploads/${blobId}/${position}`, 'PUT', chunk));
    }
    options.onShare(Math.min(1, ((position + 1) * chunkBytes) / bytes.byteLength));
  }
  const { rows, columns, figures } = wave;
  const answer = await post('/api/survey/waves', { ...details, blobId, rows, columns, figures });
  return String(answer.waveId);

  function post(address: string, body: unknown): Promise<Record<string, unknown>> {
    return send(address, 'POST', JSON.stringify(body));
  }

  async function send(
    address: string,
    method: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<Record<string, unknown>> {
    const { signal } = options;
    const headers = {
      'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
    };
    const response = await options.fetch(address, { method, body, headers, signal });
    const said: unknown = await response.json().catch(() => undefined);
    const answer: Record<string, unknown> = typeof said === 'object' && said !== null ? { ...said } : {};
    if (!response.ok) throw new WaveRefused(reasonOf(answer, response.status));
    return answer;
  }
}

/** The most telling key of a refusal: that of a field, else its reason, else its code. */
function reasonOf(answer: Record<string, unknown>, status: number): string {
  const refusal = answer.refusal;
  if (typeof refusal !== 'object' || refusal === null)
    return `error.${status === 413 ? 'too-large' : 'unavailable'}`;
  // What our own action returned.
  const { code, reason, issues } = refusal as {
    code?: string;
    reason?: string;
    issues?: { message: string }[];
  };
  return issues?.[0]?.message ?? reason ?? `error.${code}`;
}

/** Tries again after a lost connection; a refusal is an answer and is not asked twice. */
async function withRetries(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      const isFinal = error instanceof WaveRefused || (error instanceof Error && error.name === 'AbortError');
      if (isFinal || attempt === TRIES) throw error;
    }
  }
}
