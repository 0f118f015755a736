import { askOnce, WorkerClient, type CallContext } from '#lib/base/ask-worker.ts';
import type { PersonReasons } from '#lib/shifts/rota/explain-rota.ts';
import type { RotaRound } from '#lib/shifts/rota/rota.ts';
import type { SolvedRota } from '#lib/shifts/rota/rota-search.ts';
import { startThread } from '#server/thread-port.ts';

/** What the thread gets. */
export interface RotaTask {
  round: RotaRound;
  /** In milliseconds since 1970: starting the thread is part of the time limit. */
  askedAtMs: number;
}

/** What the thread answers; each better rota is told on the way. */
export interface RotaCalls {
  solve(task: RotaTask, context: CallContext<SolvedRota>): Promise<SolvedRota>;
  explain(task: ExplainTask): Promise<PersonReasons>;
}

export interface ExplainTask {
  round: RotaRound;
  rota: SolvedRota;
  /** By the place in the round. */
  person: number;
}

/** A solver looks at its clock now and then; after so long it is ended in the middle of its work. */
const GRACE_MS = 1_000;

/**
 * Reckons a rota in a thread of its own, so that nothing else waits. It ends with its time limit, with the best
 * rota until then, or at once with an aborted `signal`, and then rejects [RT6]. `tell` hears of each better rota.
 */
export async function runRota(
  round: RotaRound,
  { signal, tell }: { signal?: AbortSignal; tell?: (rota: SolvedRota) => void } = {},
): Promise<SolvedRota> {
  const client = startSolver();
  const late = Promise.withResolvers<SolvedRota>();
  let best: SolvedRota | undefined;
  let isLate = false;
  const giveBest = (): void => {
    if (isLate && best) late.resolve(best);
  };
  const timer = setTimeout(
    () => {
      isLate = true;
      giveBest();
    },
    round.timeLimitSeconds * 1000 + GRACE_MS,
  );
  const onProgress = (rota: SolvedRota): void => {
    best = rota;
    tell?.(rota);
    giveBest();
  };
  try {
    const task = { round, askedAtMs: Date.now() };
    return await Promise.race([
      client.ask('solve', task, { onProgress, ...(signal && { signal }) }),
      late.promise,
    ]);
  } finally {
    clearTimeout(timer);
    client.close();
  }
}

/** Why somebody has their tours, in a thread of its own: a rota is reckoned for each answer [RT8]. */
export function explainRota(task: ExplainTask, signal?: AbortSignal): Promise<PersonReasons> {
  return askOnce(startSolver(), 'explain', task, signal && { signal });
}

function startSolver(): WorkerClient<RotaCalls> {
  return new WorkerClient<RotaCalls>(() => startThread(new URL('rota.worker.ts', import.meta.url)));
}
