import type { CauseMark, MarkNumbers } from '#lib/ishikawa/cause-marks.ts';
import type { RatedCause } from '../ballots/ratings.ts';
import { votesOnFish } from '../ballots/results-on-fish.ts';
import type { Control } from './control-doc.ts';

/** What is known of causes besides the board, of a running room and of its minutes alike. */
type KnownOfCauses = Pick<Control, 'checks' | 'evidence' | 'votes' | 'ratings'>;

/** What a room knows of its causes besides the board, by their ids: signs, and the numbers behind them. */
export interface CauseFindings {
  marksOf: (causeId: string) => readonly CauseMark[];
  numbersOf: (causeId: string) => MarkNumbers;
}

const NO_NUMBERS: MarkNumbers = {};

/**
 * Where each cause stands: how many pieces of evidence it has, what the last vote and the last ratings gave it
 * once they were counted, and its status. `show` writes a mean; `standingFor` says which cause stands for one
 * that was merged since.
 */
export function findCauses(
  known: KnownOfCauses,
  standingFor: (causeId: string) => string,
  show: (mean: number) => string,
): CauseFindings {
  const votes = known.votes ? votesOnFish(known.votes, standingFor) : {};
  const rated = new Map<string, RatedCause>();
  for (const each of known.ratings?.causes ?? []) {
    const id = standingFor(each.causeId);
    if (!rated.has(id)) rated.set(id, each);
  }
  const numbers = new Map<string, MarkNumbers>();
  for (const id of new Set([...Object.keys(known.evidence), ...Object.keys(votes), ...rated.keys()])) {
    const pieces = known.evidence[id]?.length ?? 0;
    const rating = rated.get(id);
    numbers.set(id, {
      ...(votes[id] && { dots: String(votes[id].number) }),
      ...(rating && { rating: `${show(rating.importance.mean)} · ${show(rating.urgency.mean)}` }),
      ...(pieces > 0 && { evidence: String(pieces) }),
    });
  }
  return {
    numbersOf: (id) => numbers.get(id) ?? NO_NUMBERS,
    marksOf: (id) => {
      const status = known.checks[id]?.status;
      const counted = numbers.get(id) ?? NO_NUMBERS;
      const marks = (['dots', 'rating', 'evidence'] as const).filter((mark) => counted[mark] !== undefined);
      return status === 'verified' || status === 'ruled-out' ? [...marks, status] : marks;
    },
  };
}
