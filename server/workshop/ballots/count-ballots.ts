import * as v from 'valibot';
import { followDots, followRatings } from '#lib/workshop/ballots/follow-merges.ts';
import { placedDots, tallyDots, voteRules } from '#lib/workshop/ballots/dots.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import { summariseRatings } from '#lib/workshop/ballots/ratings.ts';
import type { RatingResult, VoteResult } from '#lib/workshop/ballots/results.ts';
import type { WorkshopStep } from '#lib/workshop/step.ts';
import type { Queries } from '#server/database/engine.ts';
import type { VotableBoard } from './require-open-step.ts';
import { listBallots, StoredDots, StoredRatings } from './ballot-store.ts';
import type { WorkshopRow } from '../store.ts';

/** What a vote or a rating gave, as it is sealed when the room leaves it [WS31]; ballots follow merges [WS34]. */
export async function countBallots(
  db: Queries,
  workshopId: string,
  step: Pick<WorkshopStep, 'id' | 'kind' | 'settings'>,
  board: VotableBoard,
): Promise<{ votes?: VoteResult; ratings?: RatingResult }> {
  if (step.kind === 'vote') {
    const ballots = (await listBallots(db, StoredDots, workshopId, step.id)).filter(
      ({ content }) => placedDots(content) > 0,
    );
    const { capPerCause } = voteRules(board.causes, step.settings);
    const given = ballots.map(({ content }) => followDots(content, board.merges, capPerCause));
    const sum = (of: 'followed' | 'unspent'): number => given.reduce((all, each) => all + each[of], 0);
    const votes = {
      stepId: step.id,
      voters: ballots.length,
      onPaper: ballots.filter(({ proxy }) => proxy).length,
      causes: tallyDots(given.map(({ dots }) => dots)),
      ...(sum('followed') > 0 ? { followed: sum('followed') } : {}),
      ...(sum('unspent') > 0 ? { unspent: sum('unspent') } : {}),
    };
    return { votes };
  }
  if (step.kind === 'rate') {
    const ballots = await listBallots(db, StoredRatings, workshopId, step.id);
    const given = ballots.map(({ department, content }) => ({
      department,
      ratings: followRatings(content, board.merges),
    }));
    return { ratings: { stepId: step.id, raters: ballots.length, causes: summariseRatings(given) } };
  }
  return {};
}

/** How many people have voted or rated in the present step; null when it takes no ballots. */
export async function countVoters(
  db: Queries,
  workshop: Pick<WorkshopRow, 'id' | 'programme' | 'position'>,
): Promise<number | null> {
  const step = stepAt(workshop.programme, workshop.position);
  if (step?.kind !== 'vote' && step?.kind !== 'rate') return null;
  const ballots = await listBallots(db, v.union([StoredDots, StoredRatings]), workshop.id, step.id);
  return ballots.filter(({ content }) => Object.values(content).some((value) => value !== 0)).length;
}
