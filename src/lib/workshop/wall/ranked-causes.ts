import type { VoteResult, RatingResult } from '../ballots/results.ts';
import type { VotableCause } from '../ballots/votable.ts';

/** A cause of a result, as it is named on the wall. */
interface NamedCause {
  causeId: string;
  /** Empty when it is not on the board any more and nobody knows how it read. */
  text: string;
  bone: string;
  hue: number | null;
}

export type RankedCause = NamedCause & { dots: number };
export type PlacedCause = NamedCause & {
  place: number;
  importance: number;
  urgency: number;
  isSplit: boolean;
};

/** What a vote gave, in its order: as the causes read now, else as they were sealed. */
export function rankCauses(
  votes: Pick<VoteResult, 'causes'>,
  causes: readonly VotableCause[],
): RankedCause[] {
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  return votes.causes.map(({ causeId, dots, text }) => ({ ...nameOf(causeId, text, byId), dots }));
}

/** What was rated, in its order and with its place in it, for a matrix and the list beside it. */
export function placeCauses(
  ratings: Pick<RatingResult, 'causes'>,
  causes: readonly VotableCause[],
): PlacedCause[] {
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  return ratings.causes.map(({ causeId, importance, urgency, isSplit, text }, i) => ({
    ...nameOf(causeId, text, byId),
    ...{ place: i + 1, importance: importance.mean, urgency: urgency.mean, isSplit },
  }));
}

function nameOf(
  causeId: string,
  sealed: string | undefined,
  byId: ReadonlyMap<string, VotableCause>,
): NamedCause {
  const cause = byId.get(causeId);
  return {
    causeId,
    text: cause?.text ?? sealed ?? '',
    bone: cause?.path[0] ?? '',
    hue: cause?.boneHue ?? null,
  };
}
