import { isAppError, OUTAGE } from '#lib/base/errors.ts';
import { rewriteSecret } from './access/secret-store.ts';
import { COOKIE_KEY } from './access/secrets.ts';
import type { Queries } from './database/engine.ts';

export type ServerHealth = 'ok' | 'disk full' | 'database busy' | 'database away' | 'unexpected';

/** A supervisor that asks every second must not make the disk busy. */
const KEPT_MS = 5_000;
/** Supervisors give up after about this time, and the reason would be lost. */
const PATIENCE_MS = 3_000;

const WORDS: Readonly<Record<string, ServerHealth>> = {
  [OUTAGE.full]: 'disk full',
  [OUTAGE.busy]: 'database busy',
  [OUTAGE.away]: 'database away',
};

/**
 * Whether the database can be written [DB6]. Reading alone would say that all is well on a full disk,
 * where nobody can sign in or save anything. The answer is kept for a few seconds.
 */
export function createHealth(db: Queries, elapsed: () => number): () => Promise<ServerHealth> {
  let kept: { atMs: number; answer: Promise<ServerHealth> } | undefined;
  return () => {
    const nowMs = elapsed();
    if (!kept || nowMs - kept.atMs >= KEPT_MS) kept = { atMs: nowMs, answer: tryWriting(db) };
    return kept.answer;
  };
}

async function tryWriting(db: Queries): Promise<ServerHealth> {
  const written = rewriteSecret(db, COOKIE_KEY)
    .then((): ServerHealth => 'ok')
    .catch(
      (error: unknown): ServerHealth => (isAppError(error) && WORDS[error.reason ?? '']) || 'unexpected',
    );
  const gaveUp = new Promise<ServerHealth>((resolve) =>
    setTimeout(() => resolve('database busy'), PATIENCE_MS).unref(),
  );
  return Promise.race([written, gaveUp]);
}
