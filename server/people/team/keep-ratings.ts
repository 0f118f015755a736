import * as v from 'valibot';
import { listTeamMembers, listTeamNeeds, listTeamRequirements } from './team-store.ts';
import { writeOwnLevel, writePeerLevel, writePeerWord, type TeamRatings } from './rating-store.ts';
import type { Queries } from '../../database/engine.ts';

/** Ratings as an undo keeps them for its hour. */
export const KeptRatings = v.object({
  peerLevels: v.array(
    v.object({ raterId: v.string(), personId: v.string(), competenceId: v.string(), level: v.number() }),
  ),
  peerWords: v.array(
    v.object({ raterId: v.string(), personId: v.string(), requirementId: v.string(), word: v.string() }),
  ),
  ownLevels: v.array(v.object({ personId: v.string(), requirementId: v.string(), level: v.number() })),
});

/** What no press took along. */
export const NO_RATINGS: TeamRatings = { peerLevels: [], peerWords: [], ownLevels: [] };

/** Puts back what was said between people who are in the team now, of what it wants now [CX11]. */
export async function putRatingsBack(trx: Queries, kept: v.InferOutput<typeof KeptRatings>): Promise<void> {
  const members = new Set((await listTeamMembers(trx)).map(({ id }) => id));
  const needs = new Set((await listTeamNeeds(trx)).map(({ competenceId }) => competenceId));
  const requirements = new Set<string>((await listTeamRequirements(trx)).map(({ id }) => id));
  const areIn = (rating: { raterId: string; personId: string }): boolean =>
    members.has(rating.raterId) && members.has(rating.personId);
  for (const rating of kept.peerLevels)
    if (areIn(rating) && needs.has(rating.competenceId)) await writePeerLevel(trx, rating);
  for (const word of kept.peerWords)
    if (areIn(word) && requirements.has(word.requirementId)) await writePeerWord(trx, word);
  for (const level of kept.ownLevels)
    if (members.has(level.personId) && requirements.has(level.requirementId)) await writeOwnLevel(trx, level);
}
