import { answerCalls } from '#lib/base/ask-worker.ts';
import { explainPerson } from '#lib/shifts/rota/explain-rota.ts';
import { loadHighsSolver } from '#lib/shifts/rota/highs-solver.ts';
import { solveRota } from '#lib/shifts/rota/solve-rota.ts';
import { threadPort } from '#server/thread-port.ts';
import type { RotaCalls } from './rota-job.ts';

const now = (): number => performance.now();

answerCalls<RotaCalls>(threadPort(), {
  solve({ round, askedAtMs }, { tell }) {
    const waitedSeconds = Math.max(0, Date.now() - askedAtMs) / 1000;
    const timeLimitSeconds = Math.max(0, round.timeLimitSeconds - waitedSeconds);
    return solveRota({ ...round, timeLimitSeconds }, { loadSolver: loadHighsSolver, now, tell });
  },
  async explain({ round, rota, person }) {
    const solver = loadHighsSolver();
    return explainPerson(round, rota, person, { loadSolver: () => solver, now });
  },
});
