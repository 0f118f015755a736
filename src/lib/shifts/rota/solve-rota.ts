import { lockConflicts } from './lock-conflicts.ts';
import { buildModel } from './rota-model.ts';
import { RotaSearch, type SolvedRota } from './rota-search.ts';
import type { RotaRound } from './rota.ts';
import { scoreRota } from './score.ts';
import type { RotaSolver } from './solver.ts';
import { StagedSolve } from './staged-solve.ts';

export interface SolveRotaTools {
  loadSolver(): Promise<RotaSolver>;
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** Hears of each better rota, so that whoever ends the work has the last one. */
  tell?(rota: SolvedRota): void;
}

/**
 * The best rota in the order of the goals, each proven before the next is looked at [RT5]; what was found when time
 * ran out [RT6]; or the locks and rules that are in conflict [RT7].
 */
export async function solveRota(
  round: RotaRound,
  { loadSolver, now, tell }: SolveRotaTools,
): Promise<SolvedRota> {
  const endMs = now() + round.timeLimitSeconds * 1000;
  const conflicts = lockConflicts(round);
  if (conflicts.length > 0) return { ...impossible(round), conflicts };
  const search = new RotaSearch(round, tell);
  if (search.isProven || now() >= endMs) return search.found();
  const model = buildModel(round);
  if (model.pairs.length === 0) {
    search.settle(); // nobody can be anywhere: there is no other rota
    return search.found();
  }
  const solver = await loadSolver();
  const open = solver.open(model.linear);
  try {
    new StagedSolve(model, open, search, () => (endMs - now()) / 1000).run();
  } finally {
    open.close();
  }
  return search.found();
}

function impossible(round: RotaRound): Omit<SolvedRota, 'conflicts'> {
  return { status: 'infeasible', pairs: [], score: scoreRota(round, []), openStage: undefined, gap: null };
}
